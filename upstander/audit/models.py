"""The chained log: what was done, by whom, to what; never what a person wrote."""

from django.db import models


class Entry(models.Model):
    """One act. `body` is the canonical JSON whose digest is chained to the entry before."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    of = models.CharField(max_length=120, db_index=True)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.CheckConstraint(condition=models.Q(sequence__gte=1), name="entry_1")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.of}"


class Head(models.Model):
    """Where the chain ends: one row, locked by each writer, so that no tail can go missing."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class Salt(models.Model):
    """The salt of a commitment. Deleting it makes the commitment say nothing for ever."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="salts")
    name = models.CharField(max_length=60)
    salt = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="one_salt_a_name")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"
