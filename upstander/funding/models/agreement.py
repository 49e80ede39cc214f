"""What was agreed about an award, in which parts it is paid, and how it was changed since.

None of these rows is ever deleted: what no longer counts has a state that says so.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upstander.funding.models.award import Award
from upstander.funding.models.call import NOT_BELOW_ZERO, Money
from upstander.funding.states import (
    AgreementState,
    AmendmentKind,
    AmendmentState,
    InstalmentState,
    PaidAfter,
)


def _someone(name: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name=name,
        **options,  # type: ignore[arg-type]
    )


class Agreement(models.Model):
    """A version of the agreement: its text and its PDF as they were sent, and who accepted it.

    `blocks` is the text: a list of `{"head"}`, `{"text"}`, `{"facts"}` or `{"columns", "rows"}`.
    `digest` is the SHA-256 of `pdf`. `interim_due_on` and `final_due_on` are the reports' days.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=AgreementState.choices, default=AgreementState.OFFERED
    )
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    terms = models.TextField(max_length=20000)
    blocks = models.JSONField()
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    interim_due_on = models.DateField(null=True, blank=True)
    final_due_on = models.DateField()
    sent_by = _someone("agreements_sent")
    sent_at = models.DateTimeField()
    accepted_by = _someone("agreements_accepted", null=True, blank=True)
    accepted_as = models.CharField(max_length=160, blank=True, help_text="Name and role, as typed")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-version", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(state__in=[AgreementState.OFFERED, AgreementState.ACCEPTED]),
                name="one_agreement_counts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values), name="agreement_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.ACCEPTED)
                | (Q(accepted_by__isnull=False, accepted_at__isnull=False) & ~Q(accepted_as="")),
                name="agreement_is_accepted_by_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}, {self.version}"


class Instalment(models.Model):
    """A part of an award's money. Those that are not cancelled make the award's amount together."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    amount = Money()
    due_on = models.DateField()
    paid_after = models.CharField(max_length=10, choices=PaidAfter.choices)
    state = models.CharField(
        max_length=10, choices=InstalmentState.choices, default=InstalmentState.PLANNED
    )
    approved_by = _someone("instalments_approved", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_by = _someone("instalments_paid", null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    payment = models.CharField(max_length=80, blank=True, help_text="Reference of the payment")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="instalment_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_is_above_zero"),
            models.CheckConstraint(
                condition=Q(state__in=InstalmentState.values), name="instalment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(paid_after__in=PaidAfter.values), name="instalment_condition_is_known"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(paid_by=None) | ~Q(approved_by=F("paid_by")),
                name="approved_and_paid_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[InstalmentState.APPROVED, InstalmentState.PAID])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="instalment_is_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=InstalmentState.PAID)
                | (Q(paid_by__isnull=False, paid_on__isnull=False) & ~Q(payment="")),
                name="instalment_is_paid_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.number}"


class Amendment(models.Model):
    """A change of an award: of its days, of its money, or of what becomes of unspent money.

    `change` is in money, below zero for a reduction. `carried` is unspent money that the
    organisation keeps for the work. `due_on` is when more money is paid. `second_by` agreed to
    a sum above the ceiling of the kind of award.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=10, choices=AmendmentKind.choices)
    change = Money(default=0)
    carried = Money(default=0, validators=NOT_BELOW_ZERO)
    new_end = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reason = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=10, choices=AmendmentState.choices, default=AmendmentState.PROPOSED
    )
    is_above_ceiling = models.BooleanField(default=False)
    made_by = _someone("amendments_made")
    made_at = models.DateTimeField()
    second_by = _someone("amendments_seconded", null=True, blank=True)
    settled_by = _someone("amendments_settled", null=True, blank=True)
    settled_as = models.CharField(max_length=160, blank=True, help_text="Name and role, as typed")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(state=AmendmentState.PROPOSED),
                name="one_amendment_waits",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AmendmentState.values), name="amendment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=AmendmentKind.AMEND, change=0)
                | Q(kind=AmendmentKind.TOP_UP, change__gt=0, due_on__isnull=False, carried=0)
                | Q(kind=AmendmentKind.REDUCTION, change__lt=0, carried=0),
                name="amendment_changes_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("made_by")),
                name="amendment_seconded_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=AmendmentState.AGREED, is_above_ceiling=True)
                | Q(second_by__isnull=False),
                name="above_the_ceiling_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.PROPOSED)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="amendment_is_settled_by_someone",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.kind}"
