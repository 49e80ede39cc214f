"""Loading a pack: all or nothing, again without harm, and never over what staff have changed.

Each record is compared three ways: as the pack wrote it last, as it is now, as the pack has it.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction

from upstander.audit.interface import record
from upstander.editing import interface as editing
from upstander.events import interface as events
from upstander.funding import interface as funding
from upstander.learning import interface as learning
from upstander.network import interface as network
from upstander.packs.checking import faults_of
from upstander.packs.contents import (
    content_rows,
    page_rows,
    record_rows,
    synonym_rows,
    wording_rows,
)
from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.forms import CONTENT
from upstander.packs.glossary import avoided_rows, term_rows
from upstander.packs.patterns import pattern_rows
from upstander.packs.reading import Pack, read_pack
from upstander.packs.teaching import course_rows, lesson_rows
from upstander.portal import interface as portal
from upstander.protocols import interface as protocols
from upstander.search import interface as search

Rows = dict[str, dict[str, Any]]
Values = Mapping[str, Any]
Step = Literal["write", "remember", "leave"]


class Difference(NamedTuple):
    """A record that staff have changed and the pack has changed too."""

    name: str
    now: dict[str, Any]
    pack: dict[str, Any]


class Outcome(NamedTuple):
    """What loading did: counts, what staff's changes kept, and what waits for a decision."""

    written: int
    unchanged: int
    kept: list[str]
    gone: list[str]
    differing: list[Difference]


Decide = Callable[[Difference], bool]


def load(folder: Path, *, take_pack: Decide | None = None, by: str = "system:pack") -> Outcome:
    """Load the pack of `folder`. Raises FaultyPack, having changed nothing, where it has faults.

    `take_pack` is asked of each record that both staff and the pack have changed; without it
    what staff wrote stays, and the record is listed as differing.
    """
    pack = read_pack(folder)
    if faults := faults_of(pack):
        raise FaultyPack(faults)
    try:
        with transaction.atomic():
            loading = _Loading(network.remembered(), take_pack)
            loading.load(pack)
            if loading.outcome.written:
                facts = {"written": loading.outcome.written, "differing": len(loading.differing)}
                record("pack.loaded", by=by, of=f"pack:{pack.about['key']}", facts=facts)
    except (IntegrityError, DataError, ObjectDoesNotExist, ValidationError) as error:
        reason = f"the pack does not fit what staff have changed since: {error}"
        raise FaultyPack([Fault("pack.toml", 1, reason)]) from error
    return loading.outcome


class _Loading:
    """One load: what was remembered, who decides, and the tally."""

    def __init__(self, remembered: Mapping[str, str], take_pack: Decide | None) -> None:
        self.remembered = remembered
        self.take_pack = take_pack
        self.written = self.unchanged = 0
        self.kept: list[str] = []
        self.gone: list[str] = []
        self.differing: list[Difference] = []

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.written, self.unchanged, self.kept, self.gone, self.differing)

    def load(self, pack: Pack) -> None:
        portal.open_languages(pack.about["languages"])
        for kind in (*network.all_kinds(), *events.all_kinds()):
            rows, positions = record_rows(pack, kind)
            network.write_records(
                kind, self._choose(kind.name, rows, network.snapshot(kind)), positions
            )
        for kind in funding.all_kinds():
            rows, positions = record_rows(pack, kind)
            chosen = self._choose(kind.name, rows, funding.snapshot(kind))
            funding.write_records(kind, chosen, positions)
        patterns = self._choose("pattern", pattern_rows(pack), protocols.pattern_snapshot())
        protocols.write_patterns(patterns)
        wordings = self._choose("wording", wording_rows(pack), network.wording_snapshot())
        network.write_wordings(wordings)
        same = self._choose("synonyms", synonym_rows(pack), search.synonyms_snapshot())
        search.write_synonyms(same)
        terms = self._choose("glossary", term_rows(pack), editing.terms_snapshot())
        editing.write_terms(terms)
        avoided = self._choose("avoid", avoided_rows(pack), editing.avoided_snapshot())
        editing.write_avoided(avoided)
        pages = self._choose("page", page_rows(pack), portal.page_snapshot())
        portal.write_pages(pages, pack.rows["programme"][0].values["name"])
        editing.write_careful("page", pack.about.get("careful", []))
        for form in CONTENT:
            model = learning.CONTENT_KINDS[form.kind]
            now = learning.content_snapshot(model)
            learning.write_content(model, self._choose(form.kind, content_rows(pack, form), now))
        for name, found in (("course", course_rows(pack)), ("lesson", lesson_rows(pack))):
            taught = learning.COURSE_KINDS[name]
            now = learning.content_snapshot(taught)
            learning.write_content(taught, self._choose(name, found, now))
        learning.check_soon()
        editing.write_careful("lesson", pack.about.get("careful_lessons", []))

    def _choose(self, kind: str, pack_rows: Rows, now_rows: Rows) -> Rows:
        """Those rows that are to be written; what the pack says is remembered for next time."""
        chosen: Rows = {}
        prints: dict[str, str] = {}
        for key, row in pack_rows.items():
            name = f"{kind}:{key}"
            step = self._step(name, now_rows.get(key), row)
            if step == "write":
                chosen[key] = dict(row)
            if step != "leave":
                prints[name] = fingerprint(row)
        network.remember({n: p for n, p in prints.items() if self.remembered.get(n) != p})
        self.written += len(chosen)
        return chosen

    def _step(self, name: str, now: Values | None, pack: Values) -> Step:
        base, new = self.remembered.get(name), fingerprint(pack)
        current = fingerprint(now) if now is not None else None
        if current == new:
            self.unchanged += 1
            return "remember"
        if current is None and base is not None:
            self.gone.append(name)
            return "leave"
        if current in (None, base):
            return "write"
        if new == base:
            self.kept.append(name)
            return "leave"
        return self._decide(Difference(name, dict(now or {}), dict(pack)))

    def _decide(self, difference: Difference) -> Step:
        if self.take_pack is not None and self.take_pack(difference):
            return "write"
        self.differing.append(difference)
        return "leave"


def fingerprint(row: Values) -> str:
    """SHA-256 of a record's plain values, in hex.

    The parent of a page does not count: it only says where a page is made, staff may move it.
    """
    compared = {k: v for k, v in row.items() if k != "parent" or "body" not in row}
    text = json.dumps(compared, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()
