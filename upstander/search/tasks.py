"""Jobs of the search: reading sources and writing the index."""

import logging
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.utils import translation
from django_tasks import task
from wagtail.models import Locale

from upstander.search import index
from upstander.search.queries import synonym_groups
from upstander.search.shapes import Document
from upstander.search.sources import SOURCES

LOG = logging.getLogger(__name__)


def languages() -> list[str]:
    """Those that the site has, in the order of the language table."""
    offered = set(Locale.objects.values_list("language_code", flat=True))
    return [code for code, _ in settings.LANGUAGES if code in offered]


def rebuild() -> None:
    """The whole index anew, from what the database says. Raises what a source raises."""
    index.write(_parts(SOURCES, languages()), synonym_groups(), is_new=True)
    index.wish_is_met()


def refresh(sources: Iterable[str] | None = None, language: str | None = None) -> bool:
    """Read sources again (all), in one language or in all; whether anything had changed.

    Where there is no index that can be read, it is made anew.
    """
    names = [name for name in (SOURCES if sources is None else sources) if name in SOURCES]
    codes = languages() if language is None else [language]
    try:
        return index.write(_parts(names, codes), synonym_groups(), is_new=False)
    except index.Damaged:
        rebuild()
        return True


def _parts(names: Iterable[str], codes: Iterable[str]) -> Iterable[tuple[str, str, index.Read]]:
    codes = list(codes)
    return [(name, code, partial(_read, name, code)) for name in names for code in codes]


def _read(name: str, language: str) -> list[Document]:
    with translation.override(language):
        return list(SOURCES[name].documents(language))


@task()
def make_the_index_anew() -> None:
    """Asked for by a search that found none it could read; another may have done it since."""
    try:
        index.opened()
    except index.Damaged:
        rebuild()
    index.wish_is_met()


@task()
def read_again(source: str, language: str | None = None) -> None:
    """After something that this source shows was changed."""
    refresh([source], language)
