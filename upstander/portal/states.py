"""How far a translation of a page has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationState(models.TextChoices):
    """Of one page in one language. *Outdated* is computed: the source has changed since."""

    SOURCE = "source", _("Original")
    MACHINE_DRAFT = "machine_draft", _("Machine draft")
    REVIEWED = "reviewed", _("Reviewed")
