"""The words of a call, as they were written and in other languages."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from upstander.core.languages import table
from upstander.funding.models import AwardKind, Call, Criterion, EligibleCost, Question
from upstander.funding.rules.call_checklist import Whole
from upstander.network.interface import Shown, Text, digest_of

SPOKEN: dict[type[Any], tuple[str, ...]] = {
    Call: ("title", "summary"),
    AwardKind: ("name", "summary"),
    EligibleCost: ("name", "help"),
    Question: ("text", "help", "example"),
    Criterion: ("name", "help"),
}
DIGEST = "~"  # before a field's name: the digest of the source that its translation renders


class Word(NamedTuple):
    """A text of a part of a call: its field, the source, and its translation or ""."""

    part: Any
    field: str
    source: str
    translated: str
    is_outdated: bool

    @property
    def is_missing(self) -> bool:
        """Whether a reader of the language sees the source."""
        return not self.translated or self.is_outdated


def words_of(part: Any) -> dict[str, str]:
    """All that is said in a part, by field; `choice:KEY`, `column:KEY`, `anchor:N` among them."""
    found = {field: getattr(part, field) for field in SPOKEN[type(part)]}
    for name in ("choice", "column"):
        rows = getattr(part, f"{name}s", ())
        found |= {f"{name}:{row['key']}": row["name"] for row in rows}
    found |= {f"anchor:{n}": text for n, text in enumerate(getattr(part, "anchors", ()))}
    return {field: text for field, text in found.items() if text.strip()}


def short_digest(text: str) -> str:
    """Enough of it to see that a source has changed."""
    return digest_of(text)[:12]


def said(part: Any, field: str, language: str, source_language: str) -> Text:
    """A text in `language`; the source where there is no translation of it as it is now."""
    source = words_of(part).get(field, "")
    found = _word(part, field, source, language)
    if language == source_language or found.is_missing:
        return Text(source, source_language)
    return Text(found.translated, language)


def shown(part: Any, language: str, source_language: str) -> Shown:
    """A part with all its texts, by field."""
    fields = [*SPOKEN[type(part)], *words_of(part)]
    return Shown(part, {f: said(part, f, language, source_language) for f in fields})


def words_in(whole: Whole, language: str) -> Iterator[Word]:
    """Everything that is to be translated, in the order of the call."""
    parts = (whole.call, *whole.kinds, *whole.costs, *whole.questions, *whole.criteria)
    for part in parts:
        for field, source in words_of(part).items():
            yield _word(part, field, source, language)


def missing_in(whole: Whole) -> dict[str, int]:
    """How many texts each other language lacks, by its code."""
    others = [code for code in table() if code != whole.call.language]
    return {code: sum(word.is_missing for word in words_in(whole, code)) for code in others}


def stamped(texts: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """`texts` that know of which source they are, before that source changes."""
    return {
        language: {
            **{
                f"{DIGEST}{field}": short_digest(words[field]) for field in fields if field in words
            },
            **fields,
        }
        for language, fields in texts.items()
    }


def _word(part: Any, field: str, source: str, language: str) -> Word:
    fields = part.texts.get(language, {})
    known = fields.get(f"{DIGEST}{field}", "")
    is_outdated = bool(known) and known != short_digest(source)
    return Word(part, field, source, fields.get(field, ""), is_outdated)
