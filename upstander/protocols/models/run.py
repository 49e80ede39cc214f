"""A protocol that was started: what is done, by whom, and what was learned."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.protocols.models.protocol import Level, Version
from upstander.protocols.states import RunKind, RunState, RunStepState, Section


class Run(models.Model):
    """A version started on a request, on an event or as an exercise.

    On a request, `token` is a random name that only the room of requests can resolve, and no
    free text is kept here: what is said of a person stays sealed with her request.
    """

    of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="protocol_runs"
    )
    kind = models.CharField(max_length=8, choices=RunKind.choices)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
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
                condition=(Q(kind=RunKind.CASE) & Q(token__isnull=False) & Q(title=""))
                | (~Q(kind=RunKind.CASE) & Q(token=None)),
                name="a_run_on_a_request_tells_nothing_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of.protocol}: {self.get_kind_display()}"


class RunStep(models.Model):
    """A step of a running protocol, copied when it started; `due_at` by its clock."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    section = models.CharField(max_length=12, choices=Section.choices)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)
    duty = models.CharField(max_length=120, blank=True)
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
