"""States and kinds of funding, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallState(models.TextChoices):
    """From the first draft of a call to the awards that anyone may read."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open for applications")
    CLOSED = "closed", _("Closed, being reviewed")
    DECIDED = "decided", _("Decided")
    PUBLISHED = "published", _("Published")


CALL_MOVES = {
    CallState.DRAFT: (CallState.SCHEDULED,),
    CallState.SCHEDULED: (CallState.DRAFT, CallState.OPEN),
    CallState.OPEN: (CallState.CLOSED,),
    CallState.CLOSED: (CallState.DECIDED,),
    CallState.DECIDED: (CallState.PUBLISHED,),
    CallState.PUBLISHED: (),
}
# What anyone may read of a call: everything but what is still being written.
SHOWN_CALL_STATES = (CallState.OPEN, CallState.CLOSED, CallState.DECIDED, CallState.PUBLISHED)


class QuestionKind(models.TextChoices):
    """How a question of a call is answered."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("Choice")
    NUMBER = "number", _("Number")
    TABLE = "table", _("Table")
    FILE = "file", _("File")


class ApplicationState(models.TextChoices):
    """From the first word to what became of it."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    INELIGIBLE = "ineligible", _("Not eligible")


APPLICATION_MOVES = {
    ApplicationState.DRAFT: (ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN),
    ApplicationState.SUBMITTED: (
        ApplicationState.DRAFT,  # taken back to be changed, while the call is open
        ApplicationState.WITHDRAWN,
        ApplicationState.INELIGIBLE,
    ),
    ApplicationState.WITHDRAWN: (ApplicationState.DRAFT,),
    ApplicationState.INELIGIBLE: (ApplicationState.SUBMITTED,),
}


class PartnerState(models.TextChoices):
    """Whether an organisation that an applicant names as its partner says so too."""

    NAMED = "named", _("Not asked yet")
    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


PARTNER_MOVES = {
    PartnerState.NAMED: (PartnerState.ASKED,),
    PartnerState.ASKED: (PartnerState.NAMED, PartnerState.CONFIRMED, PartnerState.DECLINED),
    PartnerState.CONFIRMED: (PartnerState.NAMED, PartnerState.DECLINED),
    PartnerState.DECLINED: (PartnerState.ASKED,),
}


class AwardState(models.TextChoices):
    """What became of an award. Recorded: taken over from an announcement, with its source.

    Declined by the organisation; withdrawn by the funder, before there was an answer.
    """

    RECORDED = "recorded", _("Announced")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Turned down")
    WITHDRAWN = "withdrawn", pgettext_lazy("award", "Offer taken back")
    CLOSED = "closed", _("Closed")


AWARD_MOVES = {
    AwardState.RECORDED: (),
    AwardState.OFFERED: (AwardState.ACCEPTED, AwardState.DECLINED, AwardState.WITHDRAWN),
    AwardState.ACCEPTED: (AwardState.CLOSED,),
    AwardState.DECLINED: (),
    AwardState.WITHDRAWN: (),
    AwardState.CLOSED: (),
}


class AgreementState(models.TextChoices):
    """A version of the agreement of an award. Replaced: a later version counts in its place."""

    OFFERED = "offered", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Turned down")
    WITHDRAWN = "withdrawn", pgettext_lazy("award", "Offer taken back")
    REPLACED = "replaced", _("Replaced")


AGREEMENT_MOVES = {
    AgreementState.OFFERED: (
        AgreementState.ACCEPTED,
        AgreementState.DECLINED,
        AgreementState.WITHDRAWN,
        AgreementState.REPLACED,
    ),
    AgreementState.ACCEPTED: (AgreementState.REPLACED,),
    AgreementState.DECLINED: (),
    AgreementState.WITHDRAWN: (),
    AgreementState.REPLACED: (),
}


class InstalmentState(models.TextChoices):
    """A part of the money of an award, from the plan to the payment."""

    PLANNED = "planned", _("Planned")
    APPROVED = "approved", _("Approved")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


INSTALMENT_MOVES = {
    InstalmentState.PLANNED: (InstalmentState.APPROVED, InstalmentState.CANCELLED),
    InstalmentState.APPROVED: (
        InstalmentState.PAID,
        InstalmentState.PLANNED,  # the approval was taken back
    ),
    InstalmentState.PAID: (),
    InstalmentState.CANCELLED: (),
}


class PaidAfter(models.TextChoices):
    """What must have happened before an instalment is approved."""

    NONE = "none", _("Nothing more")
    AGREEMENT = "agreement", _("Agreement accepted")
    INTERIM = "interim", _("Interim report accepted")
    FINAL = "final", _("Final report accepted")


class AmendmentKind(models.TextChoices):
    """What changes: the days or unspent money that is kept; more money; less money."""

    AMEND = "amend", _("Other days, or unspent money kept")
    TOP_UP = "top_up", _("More money")
    REDUCTION = "reduction", _("Less money")


class AmendmentState(models.TextChoices):
    """A change of an award holds once the organisation has agreed to it."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")


AMENDMENT_MOVES = {
    AmendmentState.PROPOSED: (AmendmentState.AGREED, AmendmentState.REFUSED),
    AmendmentState.AGREED: (),
    AmendmentState.REFUSED: (),
}


class ReportKind(models.TextChoices):
    """In the middle of the time, or at its end."""

    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")


class ReportState(models.TextChoices):
    """A report, from the day that it is asked for."""

    DUE = "due", _("To be written")
    SUBMITTED = "submitted", _("Sent")
    RETURNED = "returned", _("Sent back")
    ACCEPTED = "accepted", _("Accepted")


REPORT_MOVES = {
    ReportState.DUE: (ReportState.SUBMITTED,),
    ReportState.SUBMITTED: (ReportState.RETURNED, ReportState.ACCEPTED),
    ReportState.RETURNED: (ReportState.SUBMITTED,),
    ReportState.ACCEPTED: (),
}
# What the organisation may still write in.
OPEN_REPORT_STATES = (ReportState.DUE, ReportState.RETURNED)
HELD_AWARD_STATES = (
    AwardState.RECORDED, AwardState.OFFERED, AwardState.ACCEPTED, AwardState.CLOSED,
)  # fmt: skip
# Nobody gets the money: communities and organisation are free again.
FREED_AWARD_STATES = (AwardState.DECLINED, AwardState.WITHDRAWN)


class OfferEnd(models.TextChoices):
    """Why an offer is taken back; the log keeps the code."""

    NO_ANSWER = "no_answer", _("No answer came in time")
    ASKED = "asked", _("The organisation asked for it")
    CHANGED = "changed", _("The organisation can no longer do the work")


# Reviews


class AssignmentState(models.TextChoices):
    """From the day a reviewer is given an application to her review."""

    ASSIGNED = "assigned", _("Not begun")
    STARTED = "started", _("Begun")
    SUBMITTED = "submitted", pgettext_lazy("review", "Handed in")
    RETURNED = "returned", _("Given back")


ASSIGNMENT_MOVES = {
    AssignmentState.ASSIGNED: (
        AssignmentState.STARTED,
        AssignmentState.SUBMITTED,
        AssignmentState.RETURNED,
    ),
    AssignmentState.STARTED: (AssignmentState.SUBMITTED, AssignmentState.RETURNED),
    AssignmentState.SUBMITTED: (
        AssignmentState.STARTED,  # opened again by an officer, until the call is decided
        AssignmentState.RETURNED,
    ),
    AssignmentState.RETURNED: (AssignmentState.ASSIGNED,),
}
# Someone has it: it counts towards the reviewers that an application needs.
HELD_ASSIGNMENT_STATES = (
    AssignmentState.ASSIGNED, AssignmentState.STARTED, AssignmentState.SUBMITTED,
)  # fmt: skip


class ConflictKind(models.TextChoices):
    """How it is known that someone stands too near to judge."""

    KNOWN = "known", _("Found in the records")
    DECLARED = "declared", _("Said by the reviewer")


class ReturnReason(models.TextChoices):
    """Why a review is given back. The officer alone can say the last."""

    CONFLICT = "conflict", _("I am too close to this applicant")
    TIME = "time", _("I do not have the time")
    SUBJECT = "subject", _("I do not know enough about this subject")
    CHANGED = "changed", _("Someone else reviews it")


class ReopenReason(models.TextChoices):
    """Why a review that was handed in is opened again."""

    ASKED = "asked", _("The reviewer asked for it")
    UNCLEAR = "unclear", _("A reason is not clear")
    ANSWER = "answer", _("The applicant answered a question")


class Finding(models.TextChoices):
    """What an officer finds of one condition."""

    MET = "ok", pgettext_lazy("condition", "Met")
    NOT_MET = "not_ok", pgettext_lazy("condition", "Not met")
    UNCLEAR = "unclear", pgettext_lazy("condition", "Not clear")


class Condition(models.TextChoices):
    """What is checked of each application before it is judged."""

    ORGANISATION = "organisation", _("The organisation may apply")
    COMMUNITIES = "communities", _("The communities fit the kind of award")
    PARTNERS = "partners", _("The partners have confirmed")
    AMOUNT = "amount", _("The amount is within the ceilings")
    COSTS = "costs", _("The costs are ones that the call pays for")
    COMPLETE = "complete", _("All questions are answered")


class CheckDecision(models.TextChoices):
    """What a check leads to."""

    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
