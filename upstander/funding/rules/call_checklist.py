"""What a call still lacks before it can be scheduled, each as a sentence that says what to do."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.zones import is_zone
from upstander.funding.rules.call import local
from upstander.funding.states import QuestionKind


class Whole(NamedTuple):
    """A call with all its parts, each in its order."""

    call: Any
    kinds: Sequence[Any]
    envelopes: Sequence[Any]
    costs: Sequence[Any]
    questions: Sequence[Any]
    criteria: Sequence[Any]


class Missing(NamedTuple):
    """The section in which something is missing, and the sentence."""

    section: str
    text: str


def missing(whole: Whole, now: datetime) -> list[Missing]:
    """All that is missing, in the order of the sections; nothing where the call is complete."""
    return [
        Missing(section, text) for section, check in CHECKS.items() for text in check(whole, now)
    ]


def _basics(whole: Whole, now: datetime) -> Iterator[str]:
    call = whole.call
    if not call.summary.strip():
        yield _("Say in a few sentences what the call is for.")
    if call.budget <= 0:
        yield _("Say how much money there is in all.")
    if not is_zone(call.time_zone):
        yield _("Say in which time zone the times are.")
    if call.opens_at is None or call.closes_at is None:
        yield _("Say when the call opens and when it closes.")
    elif call.closes_at <= now:
        yield _("Choose a moment to close that is still to come.")
    if call.decides_on is None:
        yield _("Say by which day you decide.")
    elif call.closes_at is not None and call.decides_on < local(call, call.closes_at).date():
        yield _("The day to decide is before the call closes. Choose a later one.")
    if call.starts_on is None or call.ends_on is None:
        yield _("Say from which day to which day the work is paid for.")


def _kinds(whole: Whole, now: datetime) -> Iterator[str]:
    if not whole.kinds:
        yield _("Add at least one kind of award.")
    for kind in whole.kinds:
        most = [m for m in (kind.most_per_community, kind.most_per_award) if m is not None]
        if not most:
            yield _("Say how much at most goes to: %(name)s.") % {"name": kind.name}
        elif min(most) <= 0 or min(most) > whole.call.budget > 0:
            yield _("The ceiling must be above 0 and within the budget: %(name)s.") % {
                "name": kind.name
            }
        if kind.are_neighbours_required and kind.least_communities < 2:
            yield _("Neighbours are at least two communities: %(name)s.") % {"name": kind.name}


def _envelopes(whole: Whole, now: datetime) -> Iterator[str]:
    floors = sum((envelope.floor for envelope in whole.envelopes), Decimal(0))
    if floors > whole.call.budget:
        yield _("What regions get at least is more than the budget. Lower it, or raise the budget.")


def _costs(whole: Whole, now: datetime) -> Iterator[str]:
    if not whole.costs:
        yield _("Add at least one kind of cost that the call pays for.")


def _questions(whole: Whole, now: datetime) -> Iterator[str]:
    earlier: dict[int, Any] = {}
    for question in whole.questions:
        name = {"name": question.text}
        if question.kind == QuestionKind.CHOICE and len(question.choices) < 2:
            yield _("Give at least two answers to choose from: %(name)s") % name
        if question.kind == QuestionKind.TABLE and not question.columns:
            yield _("Name the columns of the table: %(name)s") % name
        if question.asked_if_id is not None and not _is_led_to(question, earlier):
            yield _("This question must come after the choice it depends on: %(name)s") % name
        earlier[question.pk] = question


def _is_led_to(question: Any, earlier: dict[int, Any]) -> bool:
    """Whether it hangs on an answer that an earlier choice question has."""
    before = earlier.get(question.asked_if_id)
    if before is None or before.kind != QuestionKind.CHOICE:
        return False
    return question.asked_if_answer in {choice["key"] for choice in before.choices}


def _criteria(whole: Whole, now: datetime) -> Iterator[str]:
    if not whole.criteria:
        yield _("Add at least one criterion for the reviewers.")
    for criterion in whole.criteria:
        if len(criterion.anchors) < 2 or not all(text.strip() for text in criterion.anchors):
            yield _("Say what each score means: %(name)s") % {"name": criterion.name}


CHECKS: dict[str, Callable[[Whole, datetime], Iterator[str]]] = {
    "basics": _basics,
    "kinds": _kinds,
    "envelopes": _envelopes,
    "costs": _costs,
    "questions": _questions,
    "criteria": _criteria,
}
