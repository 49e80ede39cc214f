"""The people of the local committee."""

from django.conf import settings
from django.db import models

from upstander.partnership.models.partner import Partner
from upstander.partnership.states import SeatRole


class Seat(models.Model):
    """A person in the committee of `organisation`, for a term. Never shown in public.

    `partner` is whom she speaks for, if anyone; `user` her account, if she has one.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="committee_seats"
    )
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=10, choices=SeatRole.choices, default=SeatRole.MEMBER)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=SeatRole.values), name="seat_role_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="seat_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
