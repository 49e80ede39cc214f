"""May a priority be written, proposed, agreed, reviewed, set aside?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from upstander.action.states import (
    LEAST_FIGURE,
    PRIORITY_MOVES,
    WRITTEN_PRIORITY_STATES,
    EvidenceKind,
    PriorityState,
    ReviewOutcome,
)
from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for


def in_a_year(day: date) -> date:
    """The same day of the next year; the 28th of February stands for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def is_late(priority: Any, today: date) -> bool:
    """Whether its yearly review should have been."""
    return bool(priority.state == PriorityState.AGREED and priority.review_on < today)


def may_write_priorities(mine: Iterable[Any], organisation_id: int) -> None:
    """Whoever writes for the organisation."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only people who write for this organisation can do this."))


def _can(priority: Any, to: PriorityState) -> None:
    if to not in PRIORITY_MOVES[priority.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def _is_not_scored_now(in_round: bool) -> None:
    if in_round:
        raise NotAllowed(_("The committee scores this now. Close the scoring first."))


def may_edit_priority(mine: Iterable[Any], priority: Any, in_round: bool) -> None:
    """Until it is agreed, and not while the committee scores what stands there."""
    if priority.state not in WRITTEN_PRIORITY_STATES:
        raise NotAllowed(_("What was agreed changes by a review, which says why."))
    _is_not_scored_now(in_round)
    may_write_priorities(mine, priority.organisation_id)


def may_propose(mine: Iterable[Any], priority: Any) -> None:
    """What was gathered."""
    _can(priority, PriorityState.PROPOSED)
    may_write_priorities(mine, priority.organisation_id)


def may_take_back(mine: Iterable[Any], priority: Any, in_round: bool) -> None:
    """What is proposed and not being scored."""
    if priority.state != PriorityState.PROPOSED:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    _is_not_scored_now(in_round)
    may_write_priorities(mine, priority.organisation_id)


def may_set_aside(mine: Iterable[Any], priority: Any, in_round: bool) -> None:
    """What is not agreed yet; what is agreed, by a review."""
    if priority.state == PriorityState.AGREED:
        raise NotAllowed(_("What was agreed changes by a review, which says why."))
    _can(priority, PriorityState.SET_ASIDE)
    _is_not_scored_now(in_round)
    may_write_priorities(mine, priority.organisation_id)


def may_take_up(mine: Iterable[Any], priority: Any) -> None:
    """What was set aside."""
    if priority.state != PriorityState.SET_ASIDE:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    may_write_priorities(mine, priority.organisation_id)


def may_agree(mine: Iterable[Any], priority: Any, in_round: bool) -> None:
    """A coordinator records what the committee agreed."""
    _can(priority, PriorityState.AGREED)
    _is_not_scored_now(in_round)
    if not signs_for(mine, priority.organisation_id):
        raise NotAllowed(_("A coordinator of your organisation does this."))


def is_as_read(priority: Any, seen: int) -> None:
    """Nobody wrote it anew since it was read."""
    if priority.version != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


def is_agreement(values: Mapping[str, Any], is_scored: bool, today: date) -> None:
    """A day that has come, by whom, the next review, and why where it was not scored."""
    if values["agreed_on"] > today:
        raise NotAllowed(_("Choose a day that has come."))
    if not values["agreed_by"].strip():
        raise NotAllowed(_("This field is required."))
    if values["review_on"] <= values["agreed_on"]:
        raise NotAllowed(_("Choose a later day for the next review."))
    _is_within_a_year(values["review_on"], today)
    if not is_scored and not values["unscored"].strip():
        raise NotAllowed(_("It was not scored. Say why it is agreed without a scoring."))


def _is_within_a_year(day: date, today: date) -> None:
    if day > in_a_year(today):
        raise NotAllowed(_("Choose a day for the next review, within a year."))


def may_review(mine: Iterable[Any], priority: Any) -> None:
    """A coordinator, what is agreed."""
    if priority.state != PriorityState.AGREED:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if not signs_for(mine, priority.organisation_id):
        raise NotAllowed(_("A coordinator of your organisation does this."))


def is_review(values: Mapping[str, Any], today: date) -> None:
    """Why, in words; where it stays, when it is looked at again; where it changes, to what."""
    if not values["words"].strip():
        raise NotAllowed(_("This field is required."))
    if values["outcome"] in (ReviewOutcome.CONFIRM, ReviewOutcome.CHANGE) and (
        values["review_on"] is None or values["review_on"] <= today
    ):
        raise NotAllowed(_("Choose a later day for the next review."))
    if values["outcome"] in (ReviewOutcome.CONFIRM, ReviewOutcome.CHANGE):
        _is_within_a_year(values["review_on"], today)
    if values["outcome"] == ReviewOutcome.CHANGE and not values["title"].strip():
        raise NotAllowed(_("This field is required."))


def may_add_evidence(mine: Iterable[Any], priority: Any) -> None:
    """To all that still counts."""
    if priority.state in (PriorityState.DONE, PriorityState.SET_ASIDE):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    may_write_priorities(mine, priority.organisation_id)


def may_remove_evidence(mine: Iterable[Any], priority: Any) -> None:
    """What it was agreed on stays."""
    if priority.state not in WRITTEN_PRIORITY_STATES:
        raise NotAllowed(_("What was agreed changes by a review, which says why."))
    may_write_priorities(mine, priority.organisation_id)


def may_use_own_number(mine: Iterable[Any], priority: Any, number: Any, today: date) -> None:
    """A count of days that have begun, where evidence may be added."""
    may_add_evidence(mine, priority)
    is_period = number.first_day <= min(number.last_day, today)
    if not is_period or number.number < 0 or not number.counted:
        raise NotAllowed(_("Enter a valid value."))


def rounded(number: int) -> int | None:
    """What is kept of a count: None where it is fewer than ten, so that it points to nobody."""
    return number if number >= LEAST_FIGURE else None


def is_evidence(values: Mapping[str, Any], organisation_id: int, today: date) -> None:
    """A day that has come; where it was published; a survey of the same organisation."""
    if values["day"] > today:
        raise NotAllowed(_("Choose a day that has come."))
    if values["kind"] == EvidenceKind.SOURCE and not values["source"]:
        raise NotAllowed(_("Give the address at which it was published."))
    survey = values["survey"]
    if survey is not None and survey.organisation_id != organisation_id:
        raise NotAllowed(_("Enter a valid value."))
