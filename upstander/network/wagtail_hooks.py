"""The network's records in the editor, for hub staff; each change is in the audit log."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from upstander.audit.interface import record
from upstander.network.models import Community, Fact, Organisation, Service, Spoke, Wording


class Services(SnippetViewSet):
    model = Service
    icon = "mobile-alt"
    list_display = ("name", "phone", "checked")
    search_fields = ("name", "purpose")


class Facts(SnippetViewSet):
    model = Fact
    icon = "openquote"
    list_display = ("key", "text", "checked")


class Organisations(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ("name", "website", "phone")
    search_fields = ("name", "short_name")


class Spokes(SnippetViewSet):
    model = Spoke
    icon = "site"
    list_display = ("organisation", "kind", "region", "starts_on", "ends_on")


class Communities(SnippetViewSet):
    model = Community
    icon = "home"
    list_display = ("name", "region", "part_of")
    search_fields = ("name",)


class Wordings(SnippetViewSet):
    model = Wording
    icon = "globe"
    list_display = ("key", "language", "text", "state")
    list_filter = ("language", "state")
    search_fields = ("key", "text")


class Directory(SnippetViewSetGroup):
    menu_label = "Directory"
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


@hooks.register("after_delete_snippet")
def note_deletion(request: HttpRequest, instances: list[Model]) -> None:
    """One entry for each record that went."""
    for instance in instances:
        kind = instance._meta.model_name
        record(f"{kind}.deleted", by=f"user:{request.user.pk}", of=f"{kind}:{instance.pk}")
