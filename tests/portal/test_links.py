"""Links between pages within rich text."""

import pytest
from django.utils import translation
from wagtail.rich_text import expand_db_html

from upstander.portal.links import reading
from upstander.portal.models import PublicPage
from upstander.portal.queries import site_map

pytestmark = pytest.mark.django_db


def _number(key: str, language: str) -> int:
    return PublicPage.objects.get(key=key, locale__language_code=language).pk


def _html(page_id: int) -> str:
    return f'<p><a linktype="page" id="{page_id}">here</a></p>'


@pytest.mark.parametrize("of", ["en", "fr"])
def test_a_link_leads_to_the_readers_language(of) -> None:
    with reading(site_map("fr")):
        assert (
            expand_db_html(_html(_number("record", of))) == '<p><a href="/fr/record/">here</a></p>'
        )


def test_a_link_to_what_is_not_translated_names_the_language() -> None:
    number = _number("record", "en")
    PublicPage.objects.filter(key="record", locale__language_code="fr").delete()
    with reading(site_map("fr")):
        assert (
            expand_db_html(_html(number)) == '<p><a href="/en/record/" hreflang="en">here</a></p>'
        )


@pytest.mark.parametrize("number", [0, 100_000])
def test_a_link_to_what_is_gone_is_no_link(number) -> None:
    with reading(site_map("fr")):
        assert expand_db_html(_html(number)) == "<p><a>here</a></p>"


def test_many_links_take_no_query(django_assert_num_queries) -> None:
    html = "".join(_html(_number(key, "en")) for key in ("record", "rights", "options-work"))
    with reading(site_map("fr")), django_assert_num_queries(0):
        assert expand_db_html(html).count('href="/fr/') == 3


def test_the_map_is_forgotten_after_reading() -> None:
    html = _html(_number("record", "en"))
    with translation.override("en"), reading(site_map("fr")), reading(site_map("ja")):
        assert "/ja/record/" in expand_db_html(html)
    with translation.override("en"):  # Wagtail's own way, as in its editor
        assert "/ja/" not in expand_db_html(html)
        assert "record" in expand_db_html(html)
