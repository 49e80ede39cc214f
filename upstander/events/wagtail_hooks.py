"""Important days in the editor, beside the network's records; changes are in the audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet

from upstander.core.editor import Records
from upstander.events.forms.day import ImportantDayForm
from upstander.events.models import ImportantDay


class ImportantDays(Records):
    model = ImportantDay
    icon = "date"
    list_display = ("name", "month", "day", "weekday", "nth", "is_shown")
    list_filter = ("month", "is_shown")
    search_fields = ("name", "why")
    menu_label = _("Days to remember")
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            FieldPanel("key", heading=_("Short name for links"), help_text="black-history-month"),
            FieldPanel("name", heading=_("Name")),
            FieldPanel("why", heading=_("Why")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("month", "day", "weekday", "nth")],
                heading="When it comes each year",
            ),
            *map(FieldPanel, ("source", "is_shown")),
            FieldPanel("position", help_text="Of two days on one date the lower number is first"),
        ],
        base_form_class=ImportantDayForm,
    )


register_snippet(ImportantDays)
