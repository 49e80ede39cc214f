"""The words of a version as plain data: to copy, to compare, to sign."""

import json
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from upstander.partnership.interface import named_in_public
from upstander.protocols.models import Duty, Level, Step, Version

Content = dict[str, Any]
FORM = 2  # of what is signed; it stands among the words, so that no digest is of two forms


class Digests(NamedTuple):
    """Of what is signed: `now` with the title of the protocol, `before` as it was without one."""

    now: str
    before: str


class Rows(NamedTuple):
    """The rows of a version: `at` gives the numbers of the levels of a step, by its number.

    Each duty says in `is_named` whether pages for everyone may name its partner.
    """

    levels: list[Level]
    duties: list[Any]
    steps: list[Step]
    at: dict[int, list[int]]


def rows_of(version: Version) -> Rows:
    """Three queries."""
    steps: dict[int, Step] = {}
    at: dict[int, list[int]] = {}
    for step in version.steps.annotate(level=F("levels")):
        steps.setdefault(step.pk, step)
        at.setdefault(step.pk, []).extend([step.level] if step.level else [])
    duties = version.duties.select_related("partner", "contact").annotate(is_named=is_named())
    return Rows(list(version.levels.all()), list(duties), list(steps.values()), at)


def is_named() -> Exists:
    """Whether pages for everyone may name the partner of a row."""
    partners: Any = Duty._meta.get_field("partner").related_model
    rows = partners._default_manager.filter(pk=OuterRef("partner"))
    return Exists(named_in_public(rows).order_by())


def content_of(version: Version, rows: Rows | None = None) -> Content:
    """What the partners agree on; no contact, no name of a person.

    `{"summary": str, "levels": [{"title", "trigger"}], "duties": [{"title", "partner"}],
    "steps": [{"section", "text", "duty", "levels", "within"}]}`. `partner` is the name or "";
    `duty` the number of a duty from 0, or None; `levels` numbers of levels from 0, none for
    all; `within` minutes or None. Three queries, none where its `rows` are given.
    """
    rows = rows or rows_of(version)
    at = {row.pk: number for number, row in enumerate(rows.levels)}
    by = {row.pk: number for number, row in enumerate(rows.duties)}
    return {
        "summary": version.summary,
        "levels": [{"title": row.title, "trigger": row.trigger} for row in rows.levels],
        "duties": [{"title": row.title, "partner": row.who} for row in rows.duties],
        "steps": [
            {
                "section": step.section,
                "text": step.text,
                "duty": None if step.duty_id is None else by[step.duty_id],
                "levels": sorted(at[level] for level in rows.at[step.pk]),
                "within": step.within,
            }
            for step in rows.steps
        ],
    }


def digest_of(content: Content) -> str:
    """SHA-256 in hexadecimal of some content; the same words give the same digest."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digests_of(version: Version) -> Digests:
    """What a signature under the words of a version may carry. As many queries as `content_of`.

    Names that were given before the title was part of it stay good; new ones are given under
    `now`.
    """
    content = content_of(version)
    titled = {"form": FORM, "title": version.protocol.title, **content}
    return Digests(digest_of(titled), digest_of(content))
