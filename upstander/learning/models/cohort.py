"""People of the network who take a course together."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from upstander.learning.states import CertificateState, CohortState, EnrolmentState

MOST_PLACES = 500


class Cohort(models.Model):
    """One running of a course, with dates and a number of places.

    `course` is the key of the course. `sessions_needed` and `lessons_needed` are shares in whole
    percent: whoever was at so many sessions and has done so many lessons has completed it.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="cohorts"
    )
    course = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True, max_length=2000)
    language = models.CharField(max_length=12)
    places = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    sessions_needed = models.PositiveSmallIntegerField(default=80)
    lessons_needed = models.PositiveSmallIntegerField(default=100)
    state = models.CharField(max_length=9, choices=CohortState.choices, default=CohortState.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CohortState.values), name="cohort_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=MOST_PLACES), name="cohort_has_places"
            ),
            models.CheckConstraint(
                condition=Q(sessions_needed__lte=100, lessons_needed__lte=100),
                name="cohort_needs_shares",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CohortSession(models.Model):
    """A meeting of a cohort: day and hours as the clocks of the network show them."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=300)
    is_noted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=models.F("starts")), name="session_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}"


class Enrolment(models.Model):
    """A person in a cohort, or on its waiting list. `turn` is her place in the order of coming.

    `lessons` are the numbers of the lessons that she says she has done.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=EnrolmentState.choices)
    turn = models.PositiveIntegerField()
    lessons = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["turn", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="one_enrolment_a_person"),
            models.UniqueConstraint(fields=["cohort", "turn"], name="one_turn_a_person"),
            models.CheckConstraint(
                condition=Q(state__in=EnrolmentState.values), name="enrolment_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.turn}"


class Attendance(models.Model):
    """That someone was at a session."""

    session = models.ForeignKey(CohortSession, on_delete=models.CASCADE, related_name="attended")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attended")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="there_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.enrolment_id}"


class Certificate(models.Model):
    """That someone has completed a course. Whoever has the `code` may see what it says.

    Name and title are those of the day on which it was given.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    title = models.CharField(max_length=160)
    language = models.CharField(max_length=12)
    state = models.CharField(
        max_length=7, choices=CertificateState.choices, default=CertificateState.VALID
    )
    issued_on = models.DateField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revoked_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CertificateState.values), name="certificate_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state=CertificateState.VALID),
                name="one_valid_certificate_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
