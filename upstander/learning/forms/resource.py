"""The library's own forms: of the editor, and of the desk."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from upstander.core.errors import NotAllowed
from upstander.learning.rules.resource import may_stand


class ResourceEditorForm(WagtailAdminModelForm):
    """Of a resource in one language; a draft keeps the rules too, as the table does."""

    def clean(self) -> dict[str, Any]:
        """The same rules as every other way in."""
        data: dict[str, Any] = super().clean() or {}
        try:
            may_stand(data.get("kind"), data.get("address"), data.get("transcript"))
        except NotAllowed as why:
            self.add_error("transcript" if data.get("address") else "address", str(why))
        return data
