"""Files of a resource: added once they are clean, and taken out again."""

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.learning.models import Resource, ResourceFile
from upstander.learning.queries.who import is_of_hub
from upstander.learning.rules.proposal import may_keep_library
from upstander.learning.states import FileKind

MOST_FILES = 12


@transaction.atomic
def add_file(resource: Resource, file: Clean, kind: str, title: str, *, by: User) -> None:
    """Keep a cleaned file with a resource in one language."""
    may_keep_library(is_of_hub(by))
    row = Resource.objects.select_for_update(no_key=True, of=("self",)).get(pk=resource.pk)
    kept = row.files.defer("data")
    if (kind == FileKind.AUDIO) != (file.kind == "audio"):
        raise NotAllowed(_("Choose the kind that fits the file: a recording is audio."))
    if kept.count() >= MOST_FILES:
        raise NotAllowed(_("That is enough files for one resource. Remove one first."))
    made = ResourceFile.objects.create(
        resource=row, kind=kind, title=title, media_type=file.media_type,
        extension=file.extension, size=len(file.data), data=file.data, added_by=by,
    )  # fmt: skip
    _record("resource.file_added", made, by)


@transaction.atomic
def remove_file(file: ResourceFile, *, by: User) -> None:
    """Take a file out for good."""
    may_keep_library(is_of_hub(by))
    _record("resource.file_removed", file, by)
    file.delete()


def _record(verb: str, file: ResourceFile, by: User) -> None:
    facts = {"kind": file.kind, "size": file.size}
    record(verb, by=f"user:{by.pk}", of=f"resource:{file.resource_id}", facts=facts)
