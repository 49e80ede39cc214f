"""The library's own forms: of the editor, and of the desk."""

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override

from upstander.core.errors import NotAllowed
from upstander.learning.forms.keyed import KeyedForm
from upstander.learning.rules.resource import may_stand

# An address that is typed without its scheme is one of https.
register_form_field_override(models.URLField, override={"assume_scheme": "https"})


class ResourceEditorForm(KeyedForm):
    """Of a resource in one language; a draft keeps the rules too, as the table does."""

    def clean(self) -> dict[str, Any]:
        """The same rules as every other way in."""
        data: dict[str, Any] = super().clean() or {}
        try:
            may_stand(data.get("kind"), data.get("address"), data.get("transcript"))
        except NotAllowed as why:
            self.add_error("transcript" if data.get("address") else "address", str(why))
        return data
