"""That someone wants to come. What she wrote of herself is sealed, and forgotten soon after."""

import uuid

from django.db import models
from django.db.models import Q

from upstander.events.models.event import Occurrence
from upstander.events.states import RegistrationState


class Registration(models.Model):
    """A place at an event, or a turn on its waiting list, without an account.

    `sealed` holds her name, address and needs, for this row alone, under a key of the site that is
    not in the database; None once it is forgotten. `code_digest` finds it for who has the code;
    `sheet_digest` holds that one form registers once. `turn` is her place in the order of coming.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="registrations"
    )
    state = models.CharField(max_length=8, choices=RegistrationState.choices)
    turn = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    made_on = models.DateField()
    sealed = models.BinaryField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    sheet_digest = models.CharField(max_length=64, unique=True)
    was_there = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["turn", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "turn"], name="one_turn_a_registration"),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="registration_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
