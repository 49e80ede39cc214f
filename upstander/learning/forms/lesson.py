"""The editor's form of a lesson."""

from typing import Any

from django import forms

from upstander.core.content import plain_body
from upstander.core.errors import NotAllowed
from upstander.learning.blocks import course_keys
from upstander.learning.forms.keyed import KeyedForm
from upstander.learning.models import Lesson
from upstander.learning.rules.lesson import may_teach

NUMBERED = ("course", "number")


class CourseSelect(forms.Select):
    """Asks for the courses when the form is shown."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """The courses of this moment."""
        self.choices = [("", "---------"), *course_keys()]
        return super().optgroups(name, value, attrs)


class LessonEditorForm(KeyedForm):
    """Of a lesson in one language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = Lesson.objects.filter(key=self.instance.key, live=True)
        if number := self.fields.get("number"):  # what learners have done is known by it
            number.disabled = bool(self.instance.pk) and same.exists()

    def clean(self) -> dict[str, Any]:
        """The same rules as every other way in."""
        data: dict[str, Any] = super().clean() or {}
        same = {name: data.get(name) for name in NUMBERED}
        others = Lesson.objects.exclude(key=data.get("key", ""))
        if all(same.values()) and others.filter(**same).exists():
            self.add_error("number", self.instance.unique_error_message(Lesson, NUMBERED))
        if body := data.get("body"):
            try:
                may_teach(plain_body(body.get_prep_value(), {}))
            except NotAllowed as why:
                self.add_error("body", str(why))
        return data
