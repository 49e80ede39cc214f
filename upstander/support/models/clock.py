"""Time that really passed, so that a clock which jumps destroys nothing."""

from django.db import models


class Clock(models.Model):
    """Hours that the service has lived through, counted one by one; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    hours = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_clock")]

    def __str__(self) -> str:
        return f"{self.hours} hours"
