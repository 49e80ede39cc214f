"""The directory: services that help, and facts about rights, each with its source."""

from django.db import models


class Service(models.Model):
    """A service that helps. What is not known stays empty and is not shown."""

    key = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=400)
    phone = models.CharField(max_length=60, blank=True)
    phone_note = models.CharField(max_length=200, blank=True)
    phone_2 = models.CharField(max_length=60, blank=True)
    phone_2_note = models.CharField(max_length=200, blank=True)
    text_number = models.CharField(max_length=60, blank=True)
    text_note = models.CharField(max_length=200, blank=True)
    website = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    languages = models.CharField(max_length=300, blank=True)
    cost = models.CharField(max_length=200, blank=True)
    limits = models.CharField(max_length=500, blank=True)
    first_steps = models.CharField(max_length=400, blank=True)
    topics = models.JSONField(default=list, blank=True)
    is_on_every_page = models.BooleanField(default=False)
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=1, choices=[("P", "Primary"), ("S", "Secondary")])
    checked = models.CharField(max_length=7, help_text="Last checked, YYYY-MM")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Fact(models.Model):
    """A statement about rights or time limits, with its source."""

    key = models.SlugField(unique=True, max_length=60)
    text = models.CharField(max_length=700)
    areas = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=1, choices=[("P", "Primary"), ("S", "Secondary")])
    checked = models.CharField(max_length=7, help_text="Last checked, YYYY-MM")
    remark = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.key
