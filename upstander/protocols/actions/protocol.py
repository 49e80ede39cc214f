"""A protocol is started, and gets its next version."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.network.interface import memberships_of
from upstander.protocols.actions.rows import write_rows
from upstander.protocols.models import Pattern, Protocol, Version
from upstander.protocols.queries.content import Content
from upstander.protocols.queries.editing import blank, copied, editable, general, locked_pattern
from upstander.protocols.queries.pattern_words import library, own
from upstander.protocols.queries.protocol import locked_protocol, served_by
from upstander.protocols.rules import pattern as pattern_rules
from upstander.protocols.rules import protocol as rules
from upstander.protocols.states import HOLDING_STATES, VersionState


class Wish(NamedTuple):
    """A protocol to be started: who keeps it, its title, the communities, where words come from.

    `places` are communities that the organisation serves; `language` is that in which it is
    written, and in which the words of a pattern are taken.
    """

    organisation: Any
    title: str
    places: Sequence[Any]
    language: str = "en"
    pattern: Pattern | None = None


class Tongue(NamedTuple):
    """In which language a version is, and whether its words are an unread translation."""

    language: str
    is_draft: bool = False


@transaction.atomic
def start_protocol(wish: Wish, *, by: User) -> Version:
    """A first version, blank or with the words of a pattern, in their own language or another.

    Words in a translation that nobody has read make it a draft translation.
    """
    organisation, title, places, language, pattern = wish
    rules.may_start(memberships_of(by), organisation.pk)
    rules.may_be_for(places, served_by(organisation))
    # A second press of the same button waits here for the first, and then finds what it made.
    type(organisation).objects.select_for_update(no_key=True).get(pk=organisation.pk)
    content, is_draft = _words_of(pattern, language) if pattern else (blank(), False)
    if found := _same(wish, content, by):
        return found
    protocol = Protocol.objects.create(organisation=organisation, title=title)
    protocol.communities.set(places)
    version = _write(protocol, 1, content, Tongue(language, is_draft), by)
    facts = {"number": 1, "pattern": pattern.pk if pattern else None}
    record("protocol.started", by=f"user:{by.pk}", of=f"protocol:{protocol.pk}", facts=facts)
    return version


@transaction.atomic
def start_next_version(protocol: Protocol, *, by: User) -> Version:
    """A draft with the words, partners and contacts of the version in force, else of the last."""
    protocol = locked_protocol(protocol.pk)
    versions = list(protocol.versions.order_by("-number", "-pk"))
    rules.may_go_on(memberships_of(by), protocol, [version.state for version in versions])
    last = next((v for v in versions if v.state in HOLDING_STATES), versions[0])
    number = versions[0].number + 1
    tongue = Tongue(last.source_language, last.is_draft_translation)
    version = _write(protocol, number, copied(editable(last)), tongue, by)
    facts = {"number": number, "from": last.number}
    record("protocol.went_on", by=f"user:{by.pk}", of=f"protocol:{protocol.pk}", facts=facts)
    return version


def _same(wish: Wish, content: Content, by: User) -> Version | None:
    """What she started with just this wish and has not touched since."""
    first = {"number": 1, "version": 0, "state": VersionState.DRAFT, "made_by": by}
    rows = Version.objects.filter(**first, source_language=wish.language)
    rows = rows.filter(protocol__organisation=wish.organisation, protocol__title=wish.title)
    places, words = {place.pk for place in wish.places}, general(content)
    for row in rows:
        there = set(row.protocol.communities.values_list("pk", flat=True))
        if there == places and general(editable(row)) == words:
            return row
    return None


def _words_of(pattern: Pattern, language: str) -> tuple[Content, bool]:
    """The words of a pattern in a language, and whether they are an unread translation."""
    pattern, words = locked_pattern(pattern.pk), library()
    pattern_rules.may_be_copied(pattern)
    pattern_rules.may_be_copied_in(language, words.languages_of(pattern))
    said = words.said(pattern, language) or own(pattern)
    return said.content, not said.is_reviewed


def _write(protocol: Protocol, number: int, content: Content, tongue: Tongue, by: User) -> Version:
    version = Version.objects.create(
        protocol=protocol,
        number=number,
        summary=content["summary"],
        source_language=tongue.language,
        is_draft_translation=tongue.is_draft,
        made_by=by,
    )
    write_rows(version, blank(), content)
    return version
