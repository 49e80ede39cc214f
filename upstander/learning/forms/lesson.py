"""The editor's form of a lesson."""

from typing import Any

from django import forms

from upstander.core.content import plain_body
from upstander.core.errors import NotAllowed
from upstander.core.publishing import PublishedModelForm
from upstander.learning.blocks import course_keys
from upstander.learning.rules.lesson import may_teach


class CourseSelect(forms.Select):
    """Asks for the courses when the form is shown."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """The courses of this moment."""
        self.choices = [("", "---------"), *course_keys()]
        return super().optgroups(name, value, attrs)


class LessonEditorForm(PublishedModelForm):
    """Of a lesson in one language."""

    def clean(self) -> dict[str, Any]:
        """The same rules as every other way in."""
        data: dict[str, Any] = super().clean() or {}
        if body := data.get("body"):
            try:
                may_teach(plain_body(body.get_prep_value(), {}))
            except NotAllowed as why:
                self.add_error("body", str(why))
        return data
