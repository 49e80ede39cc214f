"""What must be mended is asked also where the page of wagtail-localize publishes a translation.

Its pages have no form of ours. What was typed there is kept, string by string, before it is
published.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from upstander.core.publishing import reasons_against

BEFORE_THEIRS = -1


def _reasons(made: Translation) -> list[str]:
    """Against a translation as it would be published; what is not translated is as the original."""
    return reasons_against(
        made.source.get_ephemeral_translated_instance(made.target_locale, fallback=True)
    )


@hooks.register("before_edit_page", order=BEFORE_THEIRS)
@hooks.register("before_edit_snippet", order=BEFORE_THEIRS)
def ask_before_publishing_a_translation(request: HttpRequest, row: Any) -> HttpResponse | None:
    """The one button of that page that publishes."""
    if request.POST.get("action") != "publish" or not isinstance(row, TranslatableMixin):
        return None
    made = Translation.objects.filter(
        source__object_id=row.translation_key, target_locale=row.locale_id, enabled=True
    ).first()
    reasons = _reasons(made) if made else []
    for why in reasons:
        messages.error(request, why)
    return redirect(request.path) if reasons else None


class AskingUpdateView(UpdateTranslationsView):  # type: ignore[misc]
    """Brings translations in line with a new original; each is published that may be."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Their view publishes all of them or none, and asks nothing."""
        is_publishing = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        answer: HttpResponse = super().form_valid(form)
        if is_publishing:
            rows = self.object.translations.filter(enabled=True)
            for made in rows.select_related("target_locale", "source"):
                self._publish(made)
        return answer

    def _publish(self, made: Translation) -> None:
        try:
            reasons = _reasons(made)
            if not reasons:
                made.save_target(user=self.request.user, publish=True)
        except ValidationError:
            return  # kept with each string and shown there, as in their view
        for why in reasons:
            messages.error(self.request, f"{made.target_locale.get_display_name()}: {why}")


@hooks.register("register_admin_urls", order=BEFORE_THEIRS)
def stand_before_their_view() -> list[URLPattern]:
    """At the very address of the view that it takes the place of; the first one answers."""
    where = "localize/update/<int:translation_source_id>/"
    return [path(where, AskingUpdateView.as_view())]


@hooks.register("before_bulk_action")
def ask_before_publishing_many(
    request: HttpRequest, action: str, rows: list[Any], view: Any
) -> HttpResponse | None:
    """The list of pages publishes the newest words of each, and of what is below it if asked to."""
    if action != "publish":
        return None
    wanted = {row.pk: row for row in rows}
    if view.cleaned_form.cleaned_data["include_descendants"]:
        wanted |= {below.pk: below for row in rows for below in row.get_descendants().not_live()}
    newest = [row.get_latest_revision_as_object() for row in wanted.values()]
    asked = [row for row in newest if hasattr(row, "translatable_fields")]
    reasons = [f"{row.title}: {why}" for row in asked for why in reasons_against(row)]
    for why in reasons:
        messages.error(request, why)
    return redirect(view.next_url) if reasons else None
