"""States of a translation that someone was asked for, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.network.interface import Role


class TaskState(models.TextChoices):
    """One piece of content in one language, from asking a translator to the second reading."""

    ASKED = "asked", pgettext_lazy("translation", "Asked")
    IN_REVIEW = "in_review", _("In review")
    SENT_BACK = "sent_back", _("Sent back")
    REVIEWED = "reviewed", _("Reviewed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


TASK_MOVES = {
    TaskState.ASKED: (TaskState.IN_REVIEW, TaskState.WITHDRAWN),
    TaskState.IN_REVIEW: (TaskState.REVIEWED, TaskState.SENT_BACK, TaskState.WITHDRAWN),
    TaskState.SENT_BACK: (TaskState.IN_REVIEW, TaskState.WITHDRAWN),
    TaskState.REVIEWED: (),
    TaskState.WITHDRAWN: (),
}
OPEN_STATES = (TaskState.ASKED, TaskState.IN_REVIEW, TaskState.SENT_BACK)
# With the translator, not with whoever reads it after her.
WRITTEN_STATES = (TaskState.ASKED, TaskState.SENT_BACK)


class Standing(models.TextChoices):
    """How far a piece is in one language, as the board says it; the worst is named first."""

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    OUTDATED = "outdated", _("Outdated")
    DRAFT = "machine_draft", _("Machine draft")
    IN_REVIEW = "in_review", _("In review")
    REVIEWED = "reviewed", _("Reviewed")
    SOURCE = "source", _("Original")


# A word is never alone: each has a shape of its own beside it.
SHAPES = {
    Standing.MISSING: "○",
    Standing.OUTDATED: "△",
    Standing.DRAFT: "◔",
    Standing.IN_REVIEW: "◑",
    Standing.REVIEWED: "●",
    Standing.SOURCE: "★",
}

# Who asks for translations, and says who translates into which language.
ASKING_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR})
TRANSLATING_ROLES = ASKING_ROLES | {Role.TRANSLATOR}
# Whoever gives trainings asks for what is taught.
TAUGHT = ("course", "lesson")
