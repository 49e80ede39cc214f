"""A picture for lessons is added."""

from typing import Any

from django.db import transaction

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.cleaning.interface import Clean
from upstander.learning.models import LessonPicture
from upstander.learning.rules.cohort import may_train
from upstander.network.interface import memberships_of


@transaction.atomic
def add_picture(organisation: Any, title: str, file: Clean, *, by: User) -> LessonPicture:
    """Keep a cleaned picture; the editor offers it by its title."""
    may_train(memberships_of(by), organisation.pk)
    picture = LessonPicture.objects.create(
        title=title, media_type=file.media_type, data=file.data, added_by=by
    )
    record("picture.added", by=f"user:{by.pk}", of=f"picture:{picture.pk}", facts={})
    return picture
