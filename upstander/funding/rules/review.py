"""Who may judge, who may see what was judged, and what a review needs."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.funding.rules.scoring import most_points
from upstander.funding.states import (
    ASSIGNMENT_MOVES,
    HELD_ASSIGNMENT_STATES,
    ApplicationState,
    AssignmentState,
    CallState,
    CheckDecision,
    Finding,
    ReturnReason,
)
from upstander.network.interface import WRITING_ROLES, Role, is_officer

OPEN_ASSIGNMENT_STATES = (AssignmentState.ASSIGNED, AssignmentState.STARTED)
AFTER_CLOSING = (CallState.CLOSED, CallState.DECIDED, CallState.PUBLISHED)
LONGEST_TEXT = 4000


class Standing(NamedTuple):
    """How someone stands to an application.

    `assignment` is the state of hers, or None. `has_declared`: she said that she has no conflict.
    """

    is_officer: bool = False
    is_reviewer: bool = False
    has_conflict: bool = False
    has_declared: bool = False
    assignment: str | None = None


def is_reviewer(mine: Iterable[Any]) -> bool:
    """Whether one of these memberships is a reviewer's."""
    return any(membership.role == Role.REVIEWER for membership in mine)


def may_direct(mine: Iterable[Any]) -> None:
    """Funder officers alone give reviews out and check applications."""
    if not is_officer(mine):
        raise NotAllowed(_("Only an officer of the funder can do this."))


def may_be_free(standing: Standing) -> None:
    """Whoever has a conflict has no part in it, whatever her role."""
    if standing.has_conflict:
        raise NotAllowed(_("You have a conflict of interest here, so you cannot see or judge it."))


def may_read(application: Any, standing: Standing) -> None:
    """Officers read what was sent; a reviewer what she has, once she said that she is free."""
    may_be_free(standing)
    if standing.is_officer and application.state in (
        ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE,
    ):  # fmt: skip
        return
    may_judge(application, standing)
    if not standing.has_declared:
        raise NotAllowed(_("First say whether you have a conflict of interest."))


def may_judge(application: Any, standing: Standing) -> None:
    """She has it, she is a reviewer today, and it is still in the running."""
    may_be_free(standing)
    is_hers = standing.is_reviewer and standing.assignment in HELD_ASSIGNMENT_STATES
    is_running = application.state == ApplicationState.SUBMITTED
    if not is_hers or not is_running or application.call.state not in AFTER_CLOSING:
        raise NotAllowed(_("You do not have this application to review."))


def may_see_scores(application: Any, standing: Standing) -> None:
    """What others gave is hidden until one's own review is in; and then officers see it too."""
    may_be_free(standing)
    is_closed = application.call.state == CallState.CLOSED
    if standing.assignment in OPEN_ASSIGNMENT_STATES and is_closed:
        raise NotAllowed(_("You see what others gave when your own review is handed in."))
    if not standing.is_officer:
        may_read(application, standing)
        if standing.assignment != AssignmentState.SUBMITTED:
            raise NotAllowed(_("You see what others gave when your own review is handed in."))


def may_change_reviews(call: Any) -> None:
    """Reviews are written from the day a call closes until it is decided."""
    if call.state != CallState.CLOSED:
        raise NotAllowed(
            _("Reviews can change only after the call closes and before it is decided.")
        )


def may_act_for(assignment: Any, user: Any) -> None:
    """A review is its reviewer's, also where another has the same application."""
    if assignment.reviewer_id != user.pk:
        raise NotAllowed(_("You do not have this application to review."))


def may_write_review(assignment: Any, standing: Standing) -> None:
    """She writes until she hands it in."""
    may_read(assignment.application, standing._replace(is_officer=False))
    may_change_reviews(assignment.application.call)
    if assignment.state not in OPEN_ASSIGNMENT_STATES:
        raise NotAllowed(_("This review is handed in. Ask the funder to open it again."))


def may_give(application: Any, standing: Standing) -> None:
    """To a reviewer of today, without a conflict, who does not have it yet."""
    may_change_reviews(application.call)
    if application.state != ApplicationState.SUBMITTED:
        raise NotAllowed(_("This application is not to be reviewed any more. Reload the page."))
    if not standing.is_reviewer:
        raise NotAllowed(_("One of these people is no longer a reviewer. Choose someone else."))
    if standing.has_conflict:
        raise NotAllowed(
            _("One of these reviewers has a conflict with an applicant. Choose someone else.")
        )
    if standing.assignment in HELD_ASSIGNMENT_STATES:
        raise NotAllowed(_("A reviewer can have an application only once. Choose someone else."))


def may_give_back(assignment: Any, reason: str) -> None:
    """She gives it back, with a reason, until the call is decided."""
    may_change_reviews(assignment.application.call)
    may_go(assignment, AssignmentState.RETURNED)
    if reason not in ReturnReason.values or reason == ReturnReason.CHANGED:
        raise NotAllowed(_("Choose a reason."))


def may_take_back(assignment: Any, reason: str) -> None:
    """An officer takes a review back, with any reason."""
    may_change_reviews(assignment.application.call)
    may_go(assignment, AssignmentState.RETURNED)
    if reason not in ReturnReason.values:
        raise NotAllowed(_("Choose a reason."))


def may_reopen(assignment: Any, reason: str, reasons: Collection[str]) -> None:
    """An officer opens again what was handed in, with a reason, until the call is decided."""
    may_change_reviews(assignment.application.call)
    if assignment.state != AssignmentState.SUBMITTED:
        raise NotAllowed(_("Only a review that is handed in can be opened again."))
    if reason not in reasons:
        raise NotAllowed(_("Choose a reason."))


def may_go(assignment: Any, to: str) -> None:
    """Along the table of moves."""
    if to not in ASSIGNMENT_MOVES[assignment.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


class Given(NamedTuple):
    """What a reviewer gives for one line: points from 0, or None; and why."""

    points: int | None
    justification: str


def missing_in(criteria: Iterable[Any], given: Mapping[int, Given]) -> dict[int, str]:
    """What each line of the rubric lacks before a review can be handed in, by its number."""
    missing = {}
    for line in criteria:
        found = given.get(line.pk, Given(None, ""))
        if found.points is None:
            missing[line.pk] = _("Choose a score.")
        elif not 0 <= found.points <= most_points(line):
            missing[line.pk] = _("Choose one of the scores.")
        elif not found.justification.strip():
            missing[line.pk] = _("Say in a sentence why you give this score.")
    return missing


def may_hand_in(criteria: Iterable[Any], given: Mapping[int, Given]) -> None:
    """Every line has a score and a reason."""
    lines = list(criteria)
    if not lines:
        raise NotAllowed(_("This call has no criteria, so there is nothing to score."))
    if missing_in(lines, given):
        raise NotAllowed(_("Some scores or reasons are missing. What you wrote is saved."))


def may_declare(call: Any, mine: Iterable[Any]) -> None:
    """Reviewers say it once the call is closed, when nobody can join an application any more."""
    if not is_reviewer(mine):
        raise NotAllowed(_("Only a reviewer can do this."))
    may_change_reviews(call)


def may_check(application: Any) -> None:
    """What was sent is checked, from the day the call closes until it is decided."""
    may_change_reviews(application.call)
    if application.state not in (ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE):
        raise NotAllowed(_("Only an application that was sent can be checked."))


def may_decide_check(decision: str, words: str, findings: Mapping[str, Mapping[str, str]]) -> None:
    """Who is turned away reads why; who is let through, has nothing that is not met."""
    if decision == CheckDecision.INELIGIBLE and not words.strip():
        raise NotAllowed(_("Write why, in a sentence that the applicant reads."))
    is_unmet = any(row["is"] == Finding.NOT_MET for row in findings.values())
    if decision == CheckDecision.ELIGIBLE and is_unmet:
        raise NotAllowed(_("A condition is not met. Change what you found, or decide otherwise."))


def may_ask(application: Any, due_on: date, today: date) -> None:
    """Something is asked of what was sent, with time to answer."""
    may_check(application)
    if due_on < today:
        raise NotAllowed(_("Choose a day that is still to come."))


def may_answer(mine: Iterable[Any], clarification: Any, today: date) -> None:
    """Someone of the applicant answers once, until the day is over."""
    may_write_for(mine, clarification.application)
    if clarification.answered_at is not None:
        raise NotAllowed(_("This question is answered already. Reload the page to see the answer."))
    if clarification.application.call.state != CallState.CLOSED:
        raise NotAllowed(_("The call is decided, so it is too late to answer."))
    if today > clarification.due_on:
        raise NotAllowed(_("The day to answer is over. Write to the funder if you need more time."))


def may_write_for(mine: Iterable[Any], application: Any) -> None:
    """Those who work for the applicant."""
    if not any(
        m.organisation_id == application.organisation_id and m.role in WRITING_ROLES for m in mine
    ):
        raise NotAllowed(_("You do not work for this applicant."))
