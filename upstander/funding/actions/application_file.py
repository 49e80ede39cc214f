"""Files that answer a question of a call."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.funding.models import Application, File, Question
from upstander.funding.queries.application import is_collaborator, locked_application
from upstander.funding.rules.application import MOST_FILES, may_write
from upstander.network.interface import memberships_of


@transaction.atomic
def add_file(
    application: Application, question: Question, name: str, file: Clean, *, by: User
) -> None:
    """Keep a cleaned file under the name that it came with, without its ending."""
    application = locked_application(application.pk)
    may_write(memberships_of(by), application, is_collaborator=is_collaborator(by, application))
    name = f"{name[:100]}.{file.extension}"
    same = application.files.filter(question=question, name=name, size=len(file.data))
    if any(bytes(row.data) == file.data for row in same):
        return  # a second press of the same button
    if application.files.filter(question=question).count() >= MOST_FILES:
        raise NotAllowed(
            _("You can add %(most)s files in all. Choose fewer.") % {"most": MOST_FILES}
        )
    row = File.objects.create(
        application=application, question=question, name=name,
        kind=file.media_type, size=len(file.data), data=file.data,
        added_by=by, added_at=timezone.now(),
    )  # fmt: skip
    _record("application.file_added", application, row, by)


@transaction.atomic
def remove_file(row: File, *, by: User) -> None:
    """It is no part of the application any more."""
    application = locked_application(row.application_id)
    may_write(memberships_of(by), application, is_collaborator=is_collaborator(by, application))
    _record("application.file_removed", application, row, by)
    row.delete()


def _record(verb: str, application: Application, row: File, by: User) -> None:
    facts = {"file": str(row.pk), "size": row.size}
    record(verb, by=f"user:{by.pk}", of=f"application:{application.pk}", facts=facts)
