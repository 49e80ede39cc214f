"""What keeps content from being published, said in the editor's own form.

A room that has an opinion says so once, when the program starts; a room below asks through its
form. What was typed stays in the form.
"""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

Check = Callable[[Any], Iterable[str]]
# The editor's buttons that publish: at once or on a day, and the last yes of a workflow.
PUBLISH, APPROVE = "action-publish", "approve"
_asked: list[Check] = []


def before_publishing(check: Check) -> None:
    """From now on `check` is asked of an instance, and gives sentences against publishing it."""
    if check not in _asked:
        _asked.append(check)


def reasons_against(instance: Any) -> list[str]:
    """Everything that keeps an instance, as it would be published, from being so."""
    return [why for check in _asked for why in check(instance)]


class AsksBeforePublishing:
    """Of a form of Wagtail's editor. A draft is always saved; the rules are for what others see."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        form: Any = self
        if is_publishing(form.data) and not form.errors:
            for why in reasons_against(form.instance):
                form.add_error(None, why)


def is_publishing(data: Any) -> bool:
    """Whether what the editor sent would let others read it."""
    is_approved = data.get("workflow-action-name") == APPROVE
    return bool(data.get(PUBLISH)) or (bool(data.get("action-workflow-action")) and is_approved)


class PublishedModelForm(AsksBeforePublishing, WagtailAdminModelForm):
    """Of a snippet."""


class PublishedPageForm(AsksBeforePublishing, WagtailAdminPageForm):
    """Of a page."""
