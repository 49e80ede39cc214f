"""Kinds of partners and of seats, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    """Who comes together in a local partnership."""

    NATION = "nation", _("First Nation, band or Métis community")
    CULTURAL = "cultural", _("Cultural or ethnic community group")
    MUNICIPALITY = "municipality", _("Municipality or regional district")
    SCHOOL = "school", _("School, college or university")
    HEALTH = "health", _("Health care")
    POLICE = "police", _("Police")
    FAITH = "faith", _("Faith community")
    BUSINESS = "business", _("Business or employer")
    SETTLEMENT = "settlement", _("Newcomer or community service")
    OTHER = "other", _("Another group")


class SeatRole(models.TextChoices):
    """What a person does in the local committee."""

    CHAIR = "chair", _("Chair")
    ELDER = "elder", _("Elder or knowledge keeper")
    YOUTH = "youth", _("Young person")
    MEMBER = "member", _("Member of the committee")
    OBSERVER = "observer", _("Observer")
