"""A protocol that was started: what is done, by whom, and what was learned."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.protocols.models.protocol import Level, Version
from upstander.protocols.states import RunKind, RunState, RunStepState, Section

NO_WORDS = Q(title="", went_well="", went_badly="", to_change="")


class Run(models.Model):
    """A version started on a request, on an event or as an exercise.

    On a request, `token` is a random name that only the room of requests can resolve, and no
    free text is kept here: what is said of a person stays sealed with her request. The level's
    title is copied, since an exercise may run on a draft whose levels are still rewritten.
    """

    of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="protocol_runs"
    )
    kind = models.CharField(max_length=8, choices=RunKind.choices)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    level = models.ForeignKey(Level, null=True, on_delete=models.SET_NULL, related_name="+")
    level_title = models.CharField(max_length=120, blank=True)
    # Unique where there is one: two empty texts would be the same, two NULLs are not.
    token = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 # see above
    title = models.CharField(max_length=160, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    went_well = models.TextField(blank=True, max_length=4000)
    went_badly = models.TextField(blank=True, max_length=4000)
    to_change = models.TextField(blank=True, max_length=4000)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RunKind.values), name="run_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=RunState.values), name="run_state_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind=RunKind.CASE) & Q(token__isnull=False) & NO_WORDS)
                | (~Q(kind=RunKind.CASE) & Q(token=None)),
                name="a_run_on_a_request_tells_nothing_of_it",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING, ended_at=None)
                | (~Q(state=RunState.RUNNING) & Q(ended_at__isnull=False)),
                name="a_run_that_ended_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.CLOSED) | Q(closed_on__isnull=False),
                name="a_closed_run_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of.protocol}: {self.get_kind_display()}"


class RunStep(models.Model):
    """A step of a running protocol, copied when it started; `due_at` by its clock.

    `is_police`: whoever acts in it is the police, which on a request needs the person's word.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    section = models.CharField(max_length=12, choices=Section.choices)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)
    duty = models.CharField(max_length=120, blank=True)
    is_police = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RunStepState.choices, default=RunStepState.OPEN)
    due_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["run", "section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "section", "position"], name="run_step_position_once_a_section"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RunStepState.values), name="run_step_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RunStepState.OPEN, settled_at=None)
                | (~Q(state=RunStepState.OPEN) & Q(settled_at__isnull=False)),
                name="a_settled_step_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class RunEntry(models.Model):
    """A line of the log of a run on an event or an exercise: no names of persons."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="entries")
    step = models.ForeignKey(
        RunStep, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["run", "made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class RunTally(models.Model):
    """What is left of runs on requests that were destroyed: how many, and how their steps went.

    `steps` is `{"care-2": {"done": 3, "late": 1, "skipped": 0, "open": 0}}`, by section and
    position; `done` counts those in time. No day, no person, nothing of one run alone.
    """

    of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="tallies")
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    runs = models.PositiveIntegerField(default=0)
    steps = models.JSONField(default=dict)

    class Meta:
        ordering = ["of", "level"]
        verbose_name_plural = "run tallies"
        constraints = [
            models.UniqueConstraint(fields=["of", "level"], name="one_tally_a_level"),
            models.UniqueConstraint(
                fields=["of"], condition=Q(level=None), name="one_tally_without_a_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.runs}"
