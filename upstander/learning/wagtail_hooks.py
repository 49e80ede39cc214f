"""How Wagtail is told what this room adds."""

from collections.abc import Mapping
from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.signals import copy_for_translation_done, published, unpublished
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from upstander.core.editor import ApprovingSnippet
from upstander.core.revisions import keep_what_is_live
from upstander.core.state_panel import StatePanel, on_the_board
from upstander.learning.actions.link import check_published
from upstander.learning.actions.translated import begin_as_draft, note_published
from upstander.learning.forms.keyed import KeyedForm
from upstander.learning.forms.lesson import CourseSelect, LessonEditorForm
from upstander.learning.forms.resource import ResourceEditorForm
from upstander.learning.models import Course, Lesson, Resource, Translated
from upstander.learning.queries.translated import live_translations_of

MAY_BE_EMPTY = _("You may leave this empty.")
IN_THE_LIBRARY = {
    "kind": _("Kind"), "topic": _("Topic"), "audience": _("For whom"), "age": _("Age"),
    "position": _("Place in the list"),
}  # fmt: skip
WHERE_FROM = {
    "source": _("Made by"),
    "address": _("Web address of the video, or of where it comes from"),
    "derived_from": _("Made from"),
}
WORDS = {
    "title": _("Title"), "summary": _("In one sentence"), "body": pgettext_lazy("page", "Body"),
}  # fmt: skip


def _panels(headings: Mapping[str, Any], **more: Any) -> list[FieldPanel]:
    """Fields by the names that they have in the language of who edits."""
    return [FieldPanel(name, heading=heading, **more) for name, heading in headings.items()]


KEY = FieldPanel("key", heading=_("Short name for links"), help_text=MAY_BE_EMPTY)


class ResourceViewSet(SnippetViewSet):
    workflow_action_view_class = ApprovingSnippet
    model = Resource
    icon = "doc-full"
    list_display = ("title", "kind", "topic", "locale", "translation_state", "live")
    list_filter = ("kind", "topic", "audience", "translation_state", "live")
    search_fields = ("title", "summary", "key")
    menu_label = _("Resources")
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            *_panels(WORDS),
            FieldPanel(
                "transcript",
                heading=_("Transcript"),
                help_text=_("For a video: every word that is said, and what one sees."),
            ),
            FieldPanel(
                "easy_read",
                heading=pgettext_lazy("file", "Easy to read"),
                help_text=_("The same in very short sentences"),
            ),
            MultiFieldPanel(_panels(IN_THE_LIBRARY), heading=_("Resources")),
            MultiFieldPanel(
                [
                    FieldPanel("licence", heading=_("Licence")),
                    *_panels(WHERE_FROM, help_text=MAY_BE_EMPTY),
                ],
                heading=_("Source"),
            ),
            KEY,
            StatePanel("translation_state", on_the_board("resource"), heading=_("State")),
        ],
        base_form_class=ResourceEditorForm,
    )


register_snippet(ResourceViewSet)


class CourseViewSet(SnippetViewSet):
    workflow_action_view_class = ApprovingSnippet
    model = Course
    icon = "openquote"
    list_display = ("title", "audience", "position", "locale", "translation_state", "live")
    list_filter = ("audience", "translation_state", "live")
    search_fields = ("title", "summary", "key")
    menu_label = _("Courses")
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            *_panels(WORDS),
            *_panels({name: IN_THE_LIBRARY[name] for name in ("audience", "position")}),
            KEY,
            StatePanel("translation_state", on_the_board("course"), heading=_("State")),
        ],
        base_form_class=KeyedForm,
    )


class LessonViewSet(SnippetViewSet):
    workflow_action_view_class = ApprovingSnippet
    model = Lesson
    icon = "list-ol"
    list_display = ("title", "course", "position", "number", "locale", "translation_state", "live")
    list_filter = ("course", "translation_state", "live")
    search_fields = ("title", "summary", "key")
    menu_label = _("Lessons")
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            *_panels(WORDS),
            MultiFieldPanel(
                [
                    FieldPanel("course", heading=_("Course"), widget=CourseSelect),
                    FieldPanel("position", heading=IN_THE_LIBRARY["position"]),
                    FieldPanel(
                        "number",
                        heading=pgettext_lazy("lesson", "Number"),
                        help_text=_("Stays the same for ever, also when lessons change places"),
                    ),
                    FieldPanel("minutes", heading=_("Minutes")),
                ],
                heading=_("Course"),
            ),
            KEY,
            StatePanel("translation_state", on_the_board("lesson"), heading=_("State")),
        ],
        base_form_class=LessonEditorForm,
    )


register_snippet(CourseViewSet)
register_snippet(LessonViewSet)


@hooks.register("before_edit_snippet")
def keep_what_readers_see(request: HttpRequest, instance: Any) -> None:
    """What a pack wrote stays where it is while a later version of it is scheduled."""
    if isinstance(instance, Translated):
        keep_what_is_live(instance)


@receiver(copy_for_translation_done)
def begin_a_copy_as_a_draft(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """However it came to be copied: its words are not those of its language yet."""
    if isinstance(target_obj, Translated):
        begin_as_draft(target_obj, source_obj)


@receiver(published)
def keep_the_digest_of_what_was_published(instance: Any, **kwargs: Any) -> None:
    """So that translations are known to be outdated; however it came to be published."""
    if isinstance(instance, Translated):
        note_published(instance)
        check_published(instance)


@receiver(unpublished)
def take_translations_away_as_well(instance: Any, **kwargs: Any) -> None:
    """Else they stood where no board shows them."""
    if isinstance(instance, Translated):
        for row in live_translations_of(instance):
            row.unpublish()
