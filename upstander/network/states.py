"""Kinds, roles and states of the network, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpokeKind(models.TextChoices):
    """Community: one or more places alone. Regional: neighbours that pool."""

    COMMUNITY = "community", _("Community spoke")
    REGIONAL = "regional", _("Regional spoke")


class Role(models.TextChoices):
    """What a member does within one organisation."""

    SPOKE_WORKER = "spoke_worker", _("Spoke worker")
    SPOKE_COORDINATOR = "spoke_coordinator", _("Spoke coordinator")
    HUB_STAFF = "hub_staff", _("Hub staff")
    HUB_COORDINATOR = "hub_coordinator", _("Hub coordinator")
    FUNDER_OFFICER = "funder_officer", _("Funder officer")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    TRANSLATOR = "translator", _("Translator")
    TRAINER = "trainer", _("Trainer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    PARTNER = "partner", _("Partner in a local committee")


class Audience(models.TextChoices):
    """To whom an organisation under Indigenous governance may release a record."""

    HUB = "hub", _("The hub")
    FUNDER = "funder", _("The funder")
    PUBLIC = "public", _("Everyone")


class InvitationState(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


INVITATION_MOVES = {
    InvitationState.SENT: (InvitationState.ACCEPTED, InvitationState.WITHDRAWN),
    InvitationState.ACCEPTED: (),
    InvitationState.WITHDRAWN: (),
}
