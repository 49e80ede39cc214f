"""For whom the hub speaks, how far its words have come, and how often mails go, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnnouncementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ANNOUNCEMENT_MOVES = {
    AnnouncementState.DRAFT: (AnnouncementState.PUBLISHED, AnnouncementState.WITHDRAWN),
    AnnouncementState.PUBLISHED: (AnnouncementState.WITHDRAWN,),
    AnnouncementState.WITHDRAWN: (),
}
# In these, words in further languages are written.
TRANSLATED_STATES = (AnnouncementState.DRAFT, AnnouncementState.PUBLISHED)


class Circle(models.TextChoices):
    """Whom an announcement is for. Of a region: who works for the spokes that serve it."""

    EVERYONE = "everyone", _("Everyone in the network")
    SPOKES = "spokes", pgettext_lazy("audience", "People of spokes")
    COORDINATORS = "coordinators", pgettext_lazy("audience", "Coordinators")
    TRAINERS = "trainers", pgettext_lazy("audience", "Trainers")
    REVIEWERS = "reviewers", _("Reviewers")
    EDITORS = "editors", pgettext_lazy("audience", "Editors and translators")
    PARTNERS = "partners", pgettext_lazy("audience", "Partners in local committees")
    REGION = "region", pgettext_lazy("audience", "Spokes of one region")


class Rhythm(models.TextChoices):
    """How often a person gets a mail with what she has not read."""

    DAILY = "daily", pgettext_lazy("mail", "Each day")
    WEEKLY = "weekly", pgettext_lazy("mail", "Each week, on Monday")
    NEVER = "never", pgettext_lazy("mail", "Never")
