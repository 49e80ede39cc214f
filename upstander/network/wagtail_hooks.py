"""The network's records in the editor, for hub staff; each change is in the audit log."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList, extract_panel_definitions_from_model_class
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from upstander.audit.interface import record
from upstander.core.editor import Records
from upstander.core.state_panel import StatePanel
from upstander.network.forms import SpokeForm, WordingForm
from upstander.network.models import Community, Fact, Organisation, Service, Spoke, Wording
from upstander.network.queries.editing import texts_of_record


class Services(Records):
    model = Service
    icon = "mobile-alt"
    list_display = ("name", "phone", "checked")
    search_fields = ("name", "purpose")


class Facts(Records):
    model = Fact
    icon = "openquote"
    list_display = ("key", "text", "checked")


class Organisations(Records):
    model = Organisation
    # Whether it decides itself what others see is nothing that an editor of the hub turns off.
    edit_handler = ObjectList(
        extract_panel_definitions_from_model_class(Organisation, exclude=["is_indigenous_governed"])
    )
    icon = "group"
    list_display = ("name", "website", "phone")
    search_fields = ("name", "short_name")


class Spokes(Records):
    model = Spoke
    edit_handler = ObjectList(
        extract_panel_definitions_from_model_class(Spoke), base_form_class=SpokeForm
    )
    icon = "site"
    list_display = ("organisation", "kind", "region", "starts_on", "ends_on")


class Communities(Records):
    model = Community
    icon = "home"
    list_display = ("name", "region", "part_of")
    search_fields = ("name",)


def _on_the_board(row: Wording) -> str:
    record = row.key.rpartition(":")[0]
    if not texts_of_record(record):
        return reverse("editing:board")
    return reverse("editing:piece", args=[row.language, "wording", record])


class Wordings(Records):
    model = Wording
    edit_handler = ObjectList(
        [*map(FieldPanel, ("key", "language", "text")), StatePanel("state", _on_the_board)],
        base_form_class=WordingForm,
    )
    icon = "globe"
    list_display = ("key", "language", "text", "state")
    list_filter = ("language", "state")
    search_fields = ("key", "text")


class Directory(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "group"
    items = (Services, Facts, Organisations, Spokes, Communities, Wordings)


register_snippet(Directory)


def _note(verb: str) -> Any:
    def note(request: HttpRequest, instance: Model) -> None:
        kind = instance._meta.model_name
        record(f"{kind}.{verb}", by=f"user:{request.user.pk}", of=f"{kind}:{instance.pk}")

    return note


hooks.register("after_create_snippet", _note("created"))
hooks.register("after_edit_snippet", _note("changed"))


@hooks.register("before_delete_snippet")
def keep_numbers(request: HttpRequest, instances: list[Any]) -> None:
    """Of those that may be deleted: what is gone has no number any more."""
    for instance in instances:
        instance.number_before = instance.pk


@hooks.register("after_delete_snippet")
def note_deletion(request: HttpRequest, instances: list[Any]) -> None:
    """One entry for each record that went."""
    for instance in instances:
        kind = instance._meta.model_name
        of = f"{kind}:{instance.number_before}"
        record(f"{kind}.deleted", by=f"user:{request.user.pk}", of=of)
