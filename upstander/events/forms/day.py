"""An important day in the editor."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from upstander.core.errors import refusal
from upstander.events.rules.day import may_come_each_year


class ImportantDayForm(WagtailAdminModelForm):
    """By one rule of three: a date, a weekday, a whole month."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):  # translations and calendars know the day by it
            key.disabled = bool(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """What the rules refuse stands above the form."""
        cleaned: dict[str, Any] = super().clean()
        rule = [cleaned.get(name) for name in ("month", "day", "weekday", "nth")]
        if not self.errors and (why := refusal(may_come_each_year, *rule)):
            self.add_error(None, why)
        return cleaned
