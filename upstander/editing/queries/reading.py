"""What was sent for a second reading in the editor, and who may say yes to it."""

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Locale, Page, TaskState

from upstander.accounts.interface import User
from upstander.core.languages import table
from upstander.core.panels import Row


def to_read(user: User) -> list[Row]:
    """What she may approve, oldest first; her own only informs, as a second person reads it.

    One query where there is nothing; else a constant number, one for each kind of content.
    """
    hers = GroupApprovalTask.objects.filter(active=True, groups__user=user).values("pk")
    states = list(
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=hers)
        .select_related("revision", "workflow_state")
        .prefetch_related("revision__content_object")
        .order_by("started_at", "pk")
    )
    codes = dict(Locale.objects.values_list("pk", "language_code")) if states else {}
    return [
        _row(state, codes.get(content.locale_id, ""), content, user)
        for state in states
        if (content := state.revision.content_object) is not None
    ]


def _row(state: TaskState, code: str, content: Model, user: User) -> Row:
    language = table()[code].name if code in table() else code
    note = f"{language} · {_('Waits for a second person')}"
    waits = state.workflow_state.requested_by_id != user.pk
    return Row(state.revision.object_str, _editor_of(content), note, is_waiting=waits)


def _editor_of(content: Model) -> str:
    if isinstance(content, Page):
        return reverse("wagtailadmin_pages:edit", args=[content.pk])
    return reverse(content.snippet_viewset.get_url_name("edit"), args=[content.pk])  # type: ignore[attr-defined]
