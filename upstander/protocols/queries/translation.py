"""The words of a version in other languages, each beside its source."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from upstander.core.languages import Language, table
from upstander.network.interface import Text
from upstander.protocols.models import Level, Step, Version, VersionText
from upstander.protocols.queries.content import Rows, content_of, digest_of

MARK = "_of"  # beside the words: the digest of the source that they render
TITLE = "_title"  # and its title, which lists show without the rest


class Line(NamedTuple):
    """A text of a version: its key, what it is, and the words of its source."""

    key: str
    label: Any
    source: str
    is_long: bool


class Progress(NamedTuple):
    """How far a language is: how many of all texts have words, and whether someone read them."""

    language: Language
    done: int
    all: int
    is_reviewed: bool


class Said:
    """Looks up the texts of a version in a language; what is missing is said in its source."""

    def __init__(self, version: Version, language: str, words: Mapping[str, str]) -> None:
        self.source, self.language, self.words = version.source_language, language, words

    def text(self, key: str, source: str) -> Text:
        """The words, with the language that they are in."""
        if found := self.words.get(key):
            return Text(found, self.language)
        return Text(source, self.source)


def lines_of(version: Version) -> list[Line]:
    """All that is to be translated, in the order of the page; what is empty is left out."""
    field = Version._meta.get_field
    lines = [
        Line("title", version.protocol._meta.get_field("title"), version.protocol.title, False),
        Line("summary", field("summary"), version.summary, True),
    ]
    for level in version.levels.all():
        lines += [
            Line(f"level-{level.position}-title", level, level.title, False),
            Line(f"level-{level.position}-trigger", level, level.trigger, True),
        ]
    for duty in version.duties.all():
        lines.append(Line(f"duty-{duty.position}-title", duty, duty.title, False))
    for step in version.steps.all():
        lines.append(Line(key_of_step(step), step.get_section_display(), step.text, True))
    return [line for line in lines if line.source]


def key_of_step(step: Step) -> str:
    """By which its words are found."""
    return f"step-{step.section}-{step.position}-text"


def key_of_level(level: Level) -> str:
    """By which the words of its title are found."""
    return f"level-{level.position}-title"


def mark_of(version: Version, rows: Rows | None = None) -> str:
    """Changes with every word of the version, and with the title of its protocol."""
    return digest_of({"title": version.protocol.title, **content_of(version, rows)})


def is_read(text: VersionText, mark: str) -> bool:
    """Whether someone has read these words since the source was changed last."""
    return text.is_reviewed and text.words.get(MARK) == mark


def text_in(version: Version, language: str) -> VersionText:
    """What is stored for a language, or an empty one."""
    found = version.texts.filter(language=language).first()
    return found or VersionText(of=version, language=language, words={})


def said_in(version: Version, language: str, rows: Rows | None = None) -> Said:
    """For readers: the words of a language that someone has read, else those of the source.

    No query of its own for a version that came `with_words` in the language of the reader.
    """
    if language == version.source_language:
        return Said(version, language, {})
    if language == get_language() and hasattr(version, "words_read"):
        words = version.words_read
    else:
        text = version.texts.filter(language=language, is_reviewed=True).first()
        words = text.words if text else None
    is_current = words and words.get(MARK) == mark_of(version, rows)
    return Said(version, language, words if is_current else {})


def with_words(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Each with `words_read`: what someone has read in the language of the reader, or None."""
    texts = VersionText.objects.filter(
        of=OuterRef("pk"), language=get_language() or "", is_reviewed=True
    )
    return versions.annotate(words_read=Subquery(texts.values("words")[:1]))


def title_said(version: Version) -> Text:
    """The title of a version that came `with_words`, in the language of the reader if it has one.

    Only where the title is still the one that was translated.
    """
    words, title = version.words_read or {}, version.protocol.title  # type: ignore[attr-defined]
    if words.get(TITLE) == title and words.get("title"):
        return Text(words["title"], get_language() or version.source_language)
    return Text(title, version.source_language)


def progress_of(version: Version) -> list[Progress]:
    """Every other language, in the order of the table."""
    keys = [line.key for line in lines_of(version)]
    texts, mark = {text.language: text for text in version.texts.all()}, mark_of(version)
    rows = []
    for code, language in table().items():
        if code == version.source_language:
            continue
        text = texts.get(code)
        done = sum(bool(text.words.get(key)) for key in keys) if text else 0
        rows.append(Progress(language, done, len(keys), bool(text and is_read(text, mark))))
    return rows


def stamp_of(text: VersionText) -> str:
    """By which a page knows what it was drawn from."""
    return digest_of({"words": text.words, "is_reviewed": text.is_reviewed})
