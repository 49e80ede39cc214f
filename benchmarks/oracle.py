"""What must be true after a fault: the records are held against the client's journal.

Acknowledged: there exactly once, opens by its code to the same words and files, with all its
keys and its entry in the log. Refused: not there. Unknown: there once or not at all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.telling import Journal, Telling, digest_of

EXPECTED = {"acknowledged": (1, 1), "refused": (0, 0), "unknown": (0, 1), "asked again": (0, 0)}


def faults(tellings: Iterable[Telling], journal: Journal, others: int = 0) -> list[str]:
    """Everything that is not as it must be; `others` records were there before."""
    from upstander.audit.interface import faults as broken_links
    from upstander.support.models import Case

    tellings = list(tellings)
    found: list[str] = []
    for telling, keys in _with_keys(tellings):
        found += _faults_of(telling, keys, journal.outcomes.get(telling.number, "unknown"))
    found += [f"log, entry {fault.sequence}: {fault.reason}" for fault in broken_links()]
    most = (
        others
        + Counter(journal.outcomes.values())["acknowledged"]
        + sum(outcome == "unknown" for outcome in journal.outcomes.values())
    )
    if Case.objects.count() > most:
        found.append(f"{Case.objects.count()} records, at most {most} were sent")
    return found


def _with_keys(tellings: list[Telling]) -> Iterator[tuple[Telling, Any]]:
    from upstander.support.codes import keys_of

    with ThreadPoolExecutor(2) as several:  # the slow part: Argon2
        yield from zip(
            tellings, several.map(lambda t: keys_of(t.visit.code), tellings), strict=True
        )


def _faults_of(telling: Telling, keys: Any, outcome: str) -> Iterator[str]:
    from upstander.support.actions.request import token_digest
    from upstander.support.models import Case

    cases = list(Case.objects.filter(token_digest=token_digest(telling.visit.token)))
    least, most = EXPECTED[outcome]
    name = f"{telling.number} ({outcome})"
    if not least <= len(cases) <= most:
        yield f"{name}: {len(cases)} records"
    for case in cases:
        yield from (f"{name}: {fault}" for fault in _faults_within(case, telling, keys))


def _faults_within(case: Any, telling: Telling, keys: Any) -> Iterator[str]:
    from upstander.audit.interface import entries_of
    from upstander.core.seal import Unopened
    from upstander.support.queries.case import file_of
    from upstander.support.queries.keys import content, person_keys

    if case.code_digest != keys.digest:
        yield "its code does not find it"
        return
    try:
        opened = person_keys(case, keys.unwrap)
        words = content(case, "story", opened).get("words", "")
        files = [file_of(file, opened) for file in case.attachments.all()]
    except (Unopened, KeyError):
        yield "its code does not open it"
        return
    if digest_of(words, files) != telling.digest:
        yield "its content is not what was sent"
    counts = (case.wraps.count(), case.parts.count(), case.consents.count())
    if counts != (4, 2, 1):
        yield f"it is not whole: keys, parts, consents are {counts}"
    verbs = [entry.verb for entry in entries_of(f"case:{case.pk}")]
    if verbs != ["case.received"]:
        yield f"the log says {verbs}"
