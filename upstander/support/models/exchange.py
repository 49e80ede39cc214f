"""What is said and done about a request: messages, notes, tasks, files. All words are sealed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.support.models.case import Case
from upstander.support.models.team import Team


class Message(models.Model):
    """Between the person and the team. `by` is empty where the person wrote."""

    KINDS = [("message", "Message"), ("outcome", "What happened because of it")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=KINDS, default="message")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="messages"
    )
    team = models.ForeignKey(
        Team, null=True, on_delete=models.PROTECT, related_name="messages", help_text="Who wrote"
    )
    written_on = models.DateField()
    is_read = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_message_a_number"),
            models.CheckConstraint(
                condition=Q(kind="message") | ~Q(by=None), name="outcome_is_told_by_staff"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.number} of {self.case_id}"


class Note(models.Model):
    """What a worker writes for the team; the person never sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_notes"
    )
    written_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"note on {self.case_id}"


class Task(models.Model):
    """Something to do by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_tasks"
    )
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["done_on", "due_on", "pk"]

    def __str__(self) -> str:
        return f"task on {self.case_id}"


class Attachment(models.Model):
    """A cleaned file. Its name is not kept: names tell who and where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    extension = models.CharField(max_length=8)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="attached"
    )
    added_on = models.DateField()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_attachment_a_number")
        ]

    def __str__(self) -> str:
        return f"file {self.number} of {self.case_id}"


class AttachmentPart(models.Model):
    """A piece of a file, one MiB at most before sealing, in the same transaction as the rest."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attachment", "position"], name="one_piece_a_position")
        ]

    def __str__(self) -> str:
        return f"piece {self.position} of {self.attachment_id}"
