"""Wishes, kinds and states of confidential support, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Wish(models.TextChoices):
    """What the person wants; each is worth the same."""

    SUPPORT = "support", _("I want support")
    RECORD = "record", _("Only record it")
    BOTH = "both", _("Both: support me, and record it")


class Origin(models.TextChoices):
    """How a request came."""

    FORM = "form", _("Web form")
    PHONE = "phone", _("Telephone")
    PAPER = "paper", _("On paper")
    IN_PERSON = "in_person", _("In person")


class CaseState(models.TextChoices):
    """Where a request stands. Held: it came too fast to be sure that a person sent it.

    Withdrawn: she took back her word from the last team that had it, so that nobody's key opens it.
    """

    HELD = "held", _("Held")
    RECEIVED = "received", pgettext_lazy("request", "Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    IN_SUPPORT = "in_support", _("In support")
    CLOSED = "closed", pgettext_lazy("request", "Closed")
    REFUSED = "refused", _("Refused")
    ABUSE = "abuse", _("Abuse")
    WITHDRAWN = "withdrawn", _("Taken back by the person")


CASE_MOVES = {
    CaseState.HELD: (CaseState.RECEIVED, CaseState.ABUSE, CaseState.WITHDRAWN),
    CaseState.RECEIVED: (
        CaseState.ACKNOWLEDGED,
        CaseState.REFUSED,
        CaseState.ABUSE,
        CaseState.WITHDRAWN,
    ),
    CaseState.ACKNOWLEDGED: (
        CaseState.IN_SUPPORT,
        CaseState.CLOSED,
        CaseState.REFUSED,
        CaseState.ABUSE,
        CaseState.WITHDRAWN,
    ),
    CaseState.IN_SUPPORT: (CaseState.CLOSED, CaseState.REFUSED, CaseState.WITHDRAWN),
    CaseState.CLOSED: (CaseState.IN_SUPPORT, CaseState.WITHDRAWN),
    CaseState.REFUSED: (CaseState.IN_SUPPORT, CaseState.WITHDRAWN),
    CaseState.ABUSE: (CaseState.RECEIVED, CaseState.WITHDRAWN),
    CaseState.WITHDRAWN: (),
}
# A request waits for the team from its arrival until it is over.
OPEN_STATES = (CaseState.RECEIVED, CaseState.ACKNOWLEDGED, CaseState.IN_SUPPORT)
OVER_STATES = (CaseState.CLOSED, CaseState.REFUSED, CaseState.ABUSE, CaseState.WITHDRAWN)

# What a team counts as requests: not what it held or marked as abuse, nor what was taken back.
NUMBERED_STATES = (*OPEN_STATES, CaseState.CLOSED, CaseState.REFUSED)


class CountStatus(models.TextChoices):
    """Whether it is counted: apart from what was perceived and from what was assessed."""

    UNDECIDED = "undecided", _("Not decided")
    COUNTED = "counted", _("Counted")
    NOT_COUNTED = "not_counted", _("Not counted")


class KeyKind(models.TextChoices):
    """Two keys a request: what happened, and who and where the person is."""

    STORY = "story", _("Story")
    IDENTITY = "identity", _("Name and contact")


class ReferralState(models.TextChoices):
    """A referral goes nowhere before the person has agreed."""

    ASKED = "asked", _("Waiting for the person to agree")
    OFFERED = "offered", _("Waiting for the other team")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    DECLINED = "declined", _("Declined by the other team")
    REFUSED = "refused", _("The person said no")
    REVOKED = "revoked", _("Taken back by the person")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn")
    HANDED_OVER = "handed_over", _("Handed over")
    FINISHED = "finished", _("Outcome known")


REFERRAL_MOVES = {
    ReferralState.ASKED: (
        ReferralState.OFFERED,
        ReferralState.HANDED_OVER,
        ReferralState.REFUSED,
        ReferralState.WITHDRAWN,
    ),
    ReferralState.OFFERED: (
        ReferralState.ACCEPTED,
        ReferralState.DECLINED,
        ReferralState.REVOKED,
        ReferralState.WITHDRAWN,
    ),
    ReferralState.ACCEPTED: (ReferralState.REVOKED,),
    ReferralState.HANDED_OVER: (ReferralState.FINISHED, ReferralState.REVOKED),
    ReferralState.DECLINED: (),
    ReferralState.REFUSED: (),
    ReferralState.REVOKED: (),
    ReferralState.WITHDRAWN: (),
    ReferralState.FINISHED: (),
}
