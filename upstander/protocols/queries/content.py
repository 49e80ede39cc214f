"""The words of a version as plain data: to copy, to compare, to sign."""

import json
from hashlib import sha256
from typing import Any, NamedTuple

from upstander.protocols.models import Version

Content = dict[str, Any]
FORM = 2  # of what is signed; it stands among the words, so that no digest is of two forms


class Digests(NamedTuple):
    """Of what is signed: `now` with the title of the protocol, `before` as it was without one."""

    now: str
    before: str


def content_of(version: Version) -> Content:
    """What the partners agree on; no contact, no name of a person.

    `{"summary": str, "levels": [{"title", "trigger"}], "duties": [{"title", "partner"}],
    "steps": [{"section", "text", "duty", "levels", "within"}]}`. `partner` is the name or "";
    `duty` the number of a duty from 0, or None; `levels` numbers of levels from 0, none for
    all; `within` minutes or None. Three queries, and one for the levels of the steps.
    """
    levels = list(version.levels.all())
    duties = list(version.duties.select_related("partner"))
    at = {row.pk: number for number, row in enumerate(levels)}
    by = {row.pk: number for number, row in enumerate(duties)}
    return {
        "summary": version.summary,
        "levels": [{"title": row.title, "trigger": row.trigger} for row in levels],
        "duties": [{"title": row.title, "partner": row.who} for row in duties],
        "steps": [
            {
                "section": step.section,
                "text": step.text,
                "duty": None if step.duty_id is None else by[step.duty_id],
                "levels": sorted(at[level.pk] for level in step.levels.all()),
                "within": step.within,
            }
            for step in version.steps.prefetch_related("levels")
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
