"""A public page: words in one language, bound to the source text that they render."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from upstander.core.publishing import PublishedPageForm
from upstander.core.state_panel import StatePanel, on_the_board
from upstander.core.translation import TranslationState
from upstander.portal.blocks import Body


class PublicPage(Page):
    """One page of the portal in one language. `key` is the same in every language."""

    key = models.SlugField(max_length=60, blank=True)
    menu = models.CharField(max_length=60)
    summary = models.CharField(max_length=240)
    icon = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    body = StreamField(Body(), blank=True)
    translation_state = models.CharField(
        max_length=13, choices=TranslationState.choices, default=TranslationState.SOURCE
    )
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    template = "portal/public_page.html"
    base_form_class = PublishedPageForm
    # A published page is the same for everyone, so there is no page for some.
    private_page_options: ClassVar[list[str]] = []
    # A copy is another page, and gets a key of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["key"]
    page_description = "A page of the public portal"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("menu", heading=pgettext_lazy("page", "Menu")),
        FieldPanel("summary", heading=_("In one sentence")),
        FieldPanel("body", heading=pgettext_lazy("page", "Body")),
        StatePanel("translation_state", on_the_board("page"), heading=_("State")),
    ]
    # What an exchange with translators carries over; state and digests are the page's own.
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("menu"),
        TranslatableField("summary"),
        TranslatableField("body"),
        SynchronizedField("slug"),
        SynchronizedField("icon"),
        SynchronizedField("position"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("slug"),
        # Links, translations and the board know a page by it: nobody changes it.
        FieldPanel("key", heading=_("Short name for links"), read_only=True),
        FieldPanel("icon"),
        FieldPanel("position", heading=_("Place in the list")),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(translation_state__in=TranslationState.values),
                name="translation_state_is_known",
            )
        ]

    def copy_for_translation(
        self,
        locale: Locale,
        copy_parents: bool = False,
        alias: bool = False,
        exclude_fields: list[str] | None = None,
    ) -> Page:
        """Never an alias, which would show readers of a language the words of another one."""
        return super().copy_for_translation(
            locale, copy_parents=copy_parents, exclude_fields=exclude_fields
        )

    copy_for_translation.alters_data = True  # type: ignore[attr-defined]

    def with_content_json(self, content: dict[str, Any]) -> Page:
        """An alias is made from what the other page is, and a draft may be older than its key."""
        found = super().with_content_json(content)
        found.key = self.key
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows; gathered in `showing`, so that no rule lives here."""
        from upstander.portal.showing import context_of_page

        return {**super().get_context(request, *args, **kwargs), **context_of_page(request, self)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Rendered at once, so that links between pages lead to the reader's language."""
        from upstander.portal.showing import respond

        return respond(request, self.template, self.get_context(request, *args, **kwargs))
