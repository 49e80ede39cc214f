"""Who receives: a team, its pairs of keys, and each member's share of them."""

from django.conf import settings
from django.db import models


class Team(models.Model):
    """The desk of a spoke or of the hub. It can receive once it has a pair of keys."""

    organisation = models.OneToOneField(
        "network.Organisation", on_delete=models.PROTECT, related_name="support_team"
    )
    set_up_on = models.DateField()

    class Meta:
        ordering = ["organisation__name", "pk"]

    def __str__(self) -> str:
        return str(self.organisation)


class TeamKey(models.Model):
    """A pair of the team. `recovery` is its private part under the printed recovery key."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="keys")
    number = models.PositiveIntegerField()
    public = models.BinaryField()
    recovery_salt = models.BinaryField()
    recovery = models.BinaryField()
    made_on = models.DateField()
    is_current = models.BooleanField(default=True)
    is_recovery_kept = models.BooleanField(
        default=False, help_text="Someone has said that the printed key is kept safe"
    )

    class Meta:
        ordering = ["team", "number"]
        constraints = [
            models.UniqueConstraint(fields=["team", "number"], name="one_pair_a_number"),
            models.UniqueConstraint(
                fields=["team"],
                condition=models.Q(is_current=True),
                name="one_current_pair_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}, pair {self.number}"


class KeyShare(models.Model):
    """The private part of a team's pair, sealed to one member's own pair."""

    team_key = models.ForeignKey(TeamKey, on_delete=models.CASCADE, related_name="shares")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_key_shares"
    )
    keyring_number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team_key", "user"], name="one_share_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.team_key}: {self.user_id}"
