"""Content about safety, rights or consent."""

from django.db import models


class Careful(models.Model):
    """A piece of content that readers may act on: where a language is not reviewed, the original
    stands beside it."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=160)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="careful_is_said_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
