"""Who may know, by the person's word, and to whom a request was passed on."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.support.models.case import Case
from upstander.support.models.team import Team
from upstander.support.states import ReferralState


class Referral(models.Model):
    """To another team, which gets keys; or to a service of the directory, which gets none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="referred_away")
    to_team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="referred_here"
    )
    service = models.SlugField(max_length=80, blank=True)
    state = models.CharField(
        max_length=12, choices=ReferralState.choices, default=ReferralState.ASKED
    )
    with_identity = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_referrals"
    )
    asked_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField(help_text="Why, in the worker's words to the person")
    sealed_outcome = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "id"]
        indexes = [models.Index(fields=["to_team", "state"], name="referrals_to_a_team")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReferralState.values), name="referral_state_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(to_team=None) & ~Q(service="")) | (~Q(to_team=None) & Q(service="")),
                name="referral_has_one_goal",
            ),
            models.UniqueConstraint(
                fields=["case", "to_team"],
                condition=Q(state__in=["asked", "offered"]) & ~Q(to_team=None),
                name="one_running_referral_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"referral of {self.case_id}"


class Consent(models.Model):
    """The person lets one team or service know. `recorded_by`: she said it to a worker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    service = models.SlugField(max_length=80, blank=True)
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="consents"
    )
    with_identity = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="consents"
    )
    given_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(team=None) & ~Q(service="")) | (~Q(team=None) & Q(service="")),
                name="consent_names_one_recipient",
            ),
            models.UniqueConstraint(
                fields=["case", "team"],
                condition=Q(revoked_on=None) & ~Q(team=None),
                name="one_standing_consent_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"consent of {self.case_id}"
