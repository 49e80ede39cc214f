"""What spokes offer to the library."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.learning.states import (
    Age,
    LearnerGroup,
    Licence,
    ProposalState,
    ResourceKind,
    Topic,
)


class Proposal(models.Model):
    """A resource as a spoke writes it, from nothing or from another; the hub decides."""

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=9, choices=ProposalState.choices, default=ProposalState.DRAFT
    )
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=240)
    text = models.TextField(max_length=20_000)
    transcript = models.TextField(blank=True, max_length=20_000)
    easy_read = models.TextField(blank=True, max_length=20_000)
    kind = models.CharField(max_length=10, choices=ResourceKind.choices)
    topic = models.CharField(max_length=10, choices=Topic.choices)
    audience = models.CharField(max_length=10, choices=LearnerGroup.choices)
    age = models.CharField(max_length=8, choices=Age.choices)
    licence = models.CharField(max_length=10, choices=Licence.choices, default=Licence.CC_BY)
    source = models.CharField(max_length=200, blank=True)
    address = models.URLField(blank=True, max_length=500)
    derived_from = models.SlugField(max_length=60, blank=True)
    answer = models.TextField(blank=True, max_length=2000)
    resource = models.OneToOneField(
        "learning.Resource", null=True, on_delete=models.SET_NULL, related_name="proposal"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.SENT_BACK) | ~Q(answer=""),
                name="proposal_sent_back_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title
