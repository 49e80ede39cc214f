"""A priority is gathered, backed by evidence, proposed, agreed, reviewed, set aside."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Evidence, Priority, Review
from upstander.action.queries.priority import communities_of, is_in_open_round, is_scored
from upstander.action.rules import priority as rules
from upstander.action.states import PRIORITY_MOVES, PriorityState, ReviewOutcome
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.interface import memberships_of

WRITTEN = ("title", "words", "addresses", "institution")


@transaction.atomic
def gather_priority(organisation: Any, values: Mapping[str, Any], *, by: User) -> Priority:
    """Write down what should change. `values`: WRITTEN, and `communities` that it serves."""
    rules.may_write_priorities(memberships_of(by), organisation.pk)
    # A second press of the same button waits here for the first, and then finds what it made.
    type(organisation).objects.select_for_update(no_key=True).get(pk=organisation.pk)
    written = {"organisation": organisation, **{name: values[name] for name in WRITTEN}}
    places = _served(organisation, values["communities"])
    same = Priority.objects.filter(state=PriorityState.GATHERED, version=0, **written)
    for found in same.filter(evidence=None):
        if set(found.communities.all()) == set(places):
            return found
    row = Priority.objects.create(**written)
    row.communities.set(places)
    _note("priority.gathered", row, by, addresses=row.addresses)
    return row


@transaction.atomic
def change_priority(row: Priority, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Write it anew, until it is agreed."""
    row = _locked(row)
    rules.may_edit_priority(memberships_of(by), row, is_in_open_round(row))
    changes = {name: values[name] for name in WRITTEN}
    _next_version(row, seen, **changes)
    row.communities.set(_served(row.organisation, values["communities"]))
    _note("priority.changed", row, by, addresses=values["addresses"])


def _served(organisation: Any, wanted: Any) -> list[Any]:
    """Of the communities that were chosen, those that the organisation serves."""
    served = {place.pk for place in communities_of(organisation)}
    return [place for place in wanted if place.pk in served]


@transaction.atomic
def propose_priority(row: Priority, *, by: User) -> None:
    """Put it before the committee."""
    row = _locked(row)
    rules.may_propose(memberships_of(by), row)
    move(row, to=PriorityState.PROPOSED, moves=PRIORITY_MOVES)
    _note("priority.proposed", row, by)


@transaction.atomic
def take_back_priority(row: Priority, *, by: User) -> None:
    """It is only gathered again."""
    row = _locked(row)
    rules.may_take_back(memberships_of(by), row, is_in_open_round(row))
    move(row, to=PriorityState.GATHERED, moves=PRIORITY_MOVES)
    _note("priority.taken_back", row, by)


@transaction.atomic
def set_priority_aside(row: Priority, *, by: User) -> None:
    """Not now."""
    row = _locked(row)
    rules.may_set_aside(memberships_of(by), row, is_in_open_round(row))
    move(row, to=PriorityState.SET_ASIDE, moves=PRIORITY_MOVES)
    _note("priority.set_aside", row, by)


@transaction.atomic
def take_up_priority(row: Priority, *, by: User) -> None:
    """It is gathered again; what was agreed about it before is over."""
    row = _locked(row)
    rules.may_take_up(memberships_of(by), row)
    over: dict[str, Any] = {"agreed_on": None, "agreed_by": "", "unscored": "", "review_on": None}
    move(row, to=PriorityState.GATHERED, moves=PRIORITY_MOVES, **over)
    _note("priority.taken_up", row, by)


@transaction.atomic
def agree_priority(row: Priority, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Record what the committee agreed: `agreed_on`, `agreed_by`, `review_on`, `unscored`.

    `seen` is the version that was read: everyone can read these words from now on.
    """
    row = _locked(row)
    rules.may_agree(memberships_of(by), row, is_in_open_round(row))
    rules.is_as_read(row, seen)
    scored = is_scored(row)
    rules.is_agreement(values, scored, timezone.localdate())
    said = {name: values[name] for name in ("agreed_on", "agreed_by", "review_on")}
    said["unscored"] = "" if scored else values["unscored"]
    move(row, to=PriorityState.AGREED, moves=PRIORITY_MOVES, **said)
    _note("priority.agreed", row, by, on=values["agreed_on"].isoformat(), is_scored=scored)


@transaction.atomic
def review_priority(row: Priority, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """The yearly look: `outcome`, `words`, and `review_on`, `title`, `text` where it stays."""
    row = _locked(row)
    rules.may_review(memberships_of(by), row)
    today = timezone.localdate()
    rules.is_review(values, today)
    outcome = ReviewOutcome(values["outcome"])
    Review.objects.create(
        priority=row, day=today, outcome=outcome, words=values["words"], title_before=row.title,
        recorded_by=by,
    )  # fmt: skip
    changes: dict[str, Any] = {}
    if outcome in (ReviewOutcome.CONFIRM, ReviewOutcome.CHANGE):
        changes["review_on"] = values["review_on"]
    if outcome == ReviewOutcome.CHANGE:
        changes |= {"title": values["title"], "words": values["text"]}
    _next_version(row, seen, **changes)
    if outcome in (ReviewOutcome.DONE, ReviewOutcome.SET_ASIDE):
        move(row, to=PriorityState(outcome.value), moves=PRIORITY_MOVES)
    _note("priority.reviewed", row, by, outcome=outcome.value)


@transaction.atomic
def add_evidence(row: Priority, values: Mapping[str, Any], *, by: User) -> Evidence:
    """From what it is known: `kind`, `words`, `day`, `source`, `survey`."""
    row = _locked(row)
    rules.may_add_evidence(memberships_of(by), row)
    rules.is_evidence(values, row.organisation_id, timezone.localdate())
    if same := row.evidence.filter(**values).first():
        return same  # a second press of the same button
    piece = Evidence.objects.create(priority=row, **values)
    _note("priority.evidence_added", row, by, kind=piece.kind)
    return piece


@transaction.atomic
def remove_evidence(row: Priority, number: int, *, by: User) -> None:
    """Take it out again, until it was agreed on it."""
    row = _locked(row)
    rules.may_remove_evidence(memberships_of(by), row)
    if not row.evidence.filter(pk=number).delete()[0]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    _note("priority.evidence_removed", row, by)


def _locked(row: Priority) -> Priority:
    return Priority.objects.select_for_update(no_key=True).get(pk=row.pk)


def _next_version(row: Priority, seen: int, **changes: Any) -> None:
    values = {**changes, "version": seen + 1}
    if Priority.objects.filter(pk=row.pk, version=seen).update(**values) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


def _note(verb: str, row: Priority, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"priority:{row.pk}", facts=facts)
