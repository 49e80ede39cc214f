"""What is found in one piece of content, in one language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from wagtail_localize.fields import TranslatableField

from upstander.core.content import plain_body, plain_words
from upstander.core.pages import page_addresses
from upstander.core.paths import is_rich, words_by_path
from upstander.core.translation import TranslationState
from upstander.editing.queries.glossary import avoided_of, terms_of
from upstander.editing.queries.places import leading_in
from upstander.editing.queries.words import words_of
from upstander.editing.rules.content import (
    Link,
    link_findings,
    marked,
    outside_addresses,
    same_as_original,
    shape_findings,
)
from upstander.editing.rules.findings import Finding
from upstander.editing.rules.glossary import glossary_findings
from upstander.editing.rules.readability import Reading, reading_findings, reading_of
from upstander.editing.shapes import SOURCES
from upstander.learning.interface import broken_among
from upstander.network.interface import source_language

Words = Mapping[str, str]


class Checked(NamedTuple):
    """What was found, what must be mended first; and how hard the words are to read."""

    findings: list[Finding]
    reading: Reading


def checked(kind: str, key: str, language: str) -> Checked:
    """One piece in one language, in a constant number of queries.

    Of an original what is published is looked at, of a translation its newest words.
    """
    words, source = words_of(kind, key, language), source_language()
    original = words_of(kind, key, source) if language != source else {}
    reading = reading_of_words(language, words)
    found = [
        *link_findings_of(language, words),
        *words_findings(language, words, original),
        *reading_findings(reading),
    ]
    return Checked(sorted(found, key=lambda finding: not finding.is_must), reading)


def findings_for(kind: str, key: str, language: str) -> list[Finding]:
    """What was found in one piece, what keeps it from being published first."""
    return checked(kind, key, language).findings


def words_findings(language: str, words: Words, original: Words) -> Iterator[Finding]:
    """What goes against the glossary; of an original only what it avoids."""
    texts = [(path, _plain(path, original.get(path, "")), _plain(path, text))
             for path, text in words.items()]  # fmt: skip
    terms = terms_of(language) if original else []
    yield from glossary_findings(terms, avoided_of(language), texts)


def reading_of_words(language: str, words: Words) -> Reading:
    """How hard it is to read: each paragraph and item ends its own sentence."""
    return reading_of(language, [_plain(path, text, "\n") for path, text in words.items()])


def link_findings_of(language: str, words: Words) -> list[Finding]:
    """Links of its rich texts."""
    links = {path: marked(text).links for path, text in words.items() if is_rich(path)}
    return _found_in_links(language, links, leading_in(language))


def _found_in_links(
    language: str, links: Mapping[str, list[Link]], leads: Callable[[str], bool]
) -> list[Finding]:
    broken = broken_among(outside_addresses(links))
    return list(link_findings(language, links, leads=leads, broken=broken))


def reasons_not_to_publish(instance: Any) -> list[str]:
    """Sentences about an instance as it would be published, each with the words it is about."""
    language = instance.locale.language_code
    values, words = _values_and_words(instance)
    leads, original = leading_in(language), _original_of(instance)
    links = {path: marked(text).links for path, text in words.items() if is_rich(path)}
    found = _found_in_links(language, links, leads)
    if original is not None:
        found += same_as_original(words, _values_and_words(original)[1])
    for value in values.values():
        if isinstance(value, list):
            found += shape_findings(value, leads=leads)
    return list(dict.fromkeys(finding.said for finding in found if finding.is_must))


def _values_and_words(row: Any) -> tuple[dict[str, Any], dict[str, str]]:
    names = [field.field_name for field in row.translatable_fields
             if isinstance(field, TranslatableField)]  # fmt: skip
    keys, _paths = page_addresses(row.locale.language_code)
    values = {name: _value(getattr(row, name), keys) for name in names}
    return values, words_by_path(values, names)


def _original_of(row: Any) -> Any:
    """The first of its languages, as one that was copied may still be called an original."""
    rows = type(row)._default_manager.select_related("locale").order_by("pk")
    first = rows.filter(
        translation_key=row.translation_key, translation_state=TranslationState.SOURCE
    ).first()
    return first if first is not None and first.pk != row.pk else None


def says_nothing_new(kind: str, key: str, language: str, original: str) -> list[Finding]:
    """Where a translation could begin with the words of the original, and nothing was done yet."""
    if kind not in SOURCES or not SOURCES[kind].can_begin:
        return []
    return list(same_as_original(words_of(kind, key, language), words_of(kind, key, original)))


def _value(value: Any, keys: Mapping[int, str]) -> Any:
    return plain_body(value.get_prep_value(), keys) if hasattr(value, "get_prep_value") else value


def _plain(path: str, text: str, between: str = " ") -> str:
    if not is_rich(path):
        return text
    return plain_words(text.replace("</p>", f"</p>{between}").replace("</li>", f"</li>{between}"))
