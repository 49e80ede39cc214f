"""States and kinds of funding, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    """What became of an award. Recorded: taken over from an announcement, with its source."""

    RECORDED = "recorded", _("Announced")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Turned down")
    CLOSED = "closed", _("Closed")


AWARD_MOVES = {
    AwardState.RECORDED: (),
    AwardState.OFFERED: (AwardState.ACCEPTED, AwardState.DECLINED),
    AwardState.ACCEPTED: (AwardState.CLOSED,),
    AwardState.DECLINED: (),
    AwardState.CLOSED: (),
}
HELD_AWARD_STATES = (
    AwardState.RECORDED, AwardState.OFFERED, AwardState.ACCEPTED, AwardState.CLOSED,
)  # fmt: skip
