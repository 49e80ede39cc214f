"""What is published and was never edited gets a revision of its own.

A pack writes rows without revisions. The editor takes such a row off the site as soon as a later
version of it is scheduled, unless it knows which revision is the published one.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Revision


def keep_what_is_live(row: Any) -> None:
    """Note the published words as a revision, where none is noted; a draft stays the newest."""
    live = type(row)._default_manager.filter(pk=row.pk, live=True, live_revision=None).first()
    if live is None:
        return
    earliest = (
        live.revisions.order_by("created_at", "pk").values_list("created_at", flat=True).first()
    )
    revision = Revision.objects.create(
        content_object=live,
        base_content_type=live.get_base_content_type(),
        content=live.serializable_data(),
        created_at=(earliest or timezone.now()) - timedelta(seconds=1),
    )
    kept = {"live_revision": revision}
    if live.latest_revision_id is None:
        kept["latest_revision"] = revision
    type(row)._default_manager.filter(pk=row.pk).update(**kept)
