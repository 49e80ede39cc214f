"""Review before publishing, in the editor: one workflow for pages and for what is learned."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

NAME = "Second reading"
AS_INSTALLED = "Moderators approval"  # of the editor itself: nobody here is in its group
REVIEWED = ("resource", "course", "lesson")


def let_review(group: Group) -> None:
    """Whoever is in `group` may approve. Where a hub has chosen another workflow, that stays."""
    task, is_new = GroupApprovalTask.objects.get_or_create(name=NAME)
    task.groups.add(group)
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root, workflow__name=AS_INSTALLED).delete()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    if is_new:
        for kind in ContentType.objects.filter(app_label="learning", model__in=REVIEWED):
            WorkflowContentType.objects.get_or_create(
                content_type=kind, defaults={"workflow": workflow}
            )
