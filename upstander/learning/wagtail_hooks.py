"""How Wagtail is told what this room adds."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.signals import copy_for_translation_done, published
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

IN_THE_LIBRARY = ("kind", "topic", "audience", "age", "position")
WHERE_FROM = ("licence", "source", "address", "derived_from")


class ResourceViewSet(SnippetViewSet):
    workflow_action_view_class = ApprovingSnippet
    model = Resource
    icon = "doc-full"
    list_display = ("title", "kind", "topic", "locale", "translation_state", "live")
    list_filter = ("kind", "topic", "audience", "translation_state", "live")
    search_fields = ("title", "summary", "key")
    menu_label = "Resources"
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            *map(FieldPanel, ("title", "summary", "body", "transcript", "easy_read")),
            MultiFieldPanel([FieldPanel(n) for n in IN_THE_LIBRARY], heading="In the library"),
            MultiFieldPanel([FieldPanel(n) for n in WHERE_FROM], heading="Where it comes from"),
            FieldPanel("key"),
            StatePanel("translation_state", on_the_board("resource")),
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
    menu_label = "Courses"
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            *map(FieldPanel, ("title", "summary", "body")),
            *map(FieldPanel, ("audience", "position")),
            FieldPanel("key"),
            StatePanel("translation_state", on_the_board("course")),
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
    menu_label = "Lessons"
    add_to_admin_menu = True
    edit_handler = ObjectList(
        [
            *map(FieldPanel, ("title", "summary", "body")),
            MultiFieldPanel(
                [
                    FieldPanel("course", widget=CourseSelect),
                    *map(FieldPanel, ("position", "number", "minutes")),
                ],
                heading="In the course",
            ),
            FieldPanel("key"),
            StatePanel("translation_state", on_the_board("lesson")),
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
