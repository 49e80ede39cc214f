"""The pages of wagtail-localize copy and publish only as the forms of ours do.

What must be mended is asked also where one of them publishes; what was typed there is kept, string
by string, before. Where one of them copies, no other language loses its words.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from upstander.core.content import plain_words
from upstander.core.errors import refusal
from upstander.core.publishing import reasons_against
from upstander.editing.queries.who import who_is
from upstander.editing.rules.content import untranslated
from upstander.editing.rules.task import may_write
from upstander.editing.states import TAUGHT

BEFORE_THEIRS = -1
# What stands beside the button that saves, and would take words away from the board: an alias has
# those of another language, and what is typed in strings is in no draft.
ALIAS, STRINGS = "localize-convert-to-alias", "localize-restart-translation"


def _reasons(made: Translation) -> list[str]:
    """Against a translation as it would be published: what is not translated is as the original."""
    found = reasons_against(
        made.source.get_ephemeral_translated_instance(made.target_locale, fallback=True)
    )
    missing = [finding.said for finding in untranslated(_missing(made))]
    return list(dict.fromkeys([*missing, *found]))


def _missing(made: Translation) -> list[str]:
    """The first text that nobody has translated."""
    own = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=made.target_locale,
        has_error=False,
    )
    rows = StringSegment.objects.filter(~Exists(own), source=made.source).order_by("order", "pk")
    return [plain_words(text) for text in rows.values_list("string__data", flat=True)[:1]]


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
        """Their view publishes all of them or none, and asks nothing, not even who does it."""
        user: Any = self.request.user
        may_publish = user.is_superuser or who_is(user).is_asking
        is_asked = form.cleaned_data["publish_translations"]
        is_publishing = is_asked and may_publish
        form.cleaned_data["publish_translations"] = False
        answer: HttpResponse = super().form_valid(form)
        if is_asked and not may_publish:
            messages.error(self.request, _("Only editors may do this."))
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


class CarefulSubmitView(SubmitPageTranslationView):  # type: ignore[misc]
    """Begins translations of a page, and of those below it where it is asked for."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Their view writes the words of the original over a page below that is translated."""
        is_with_those_below = form.cleaned_data["include_subtree"]
        form.cleaned_data["include_subtree"] = False
        answer: HttpResponse = super().form_valid(form)
        if is_with_those_below:
            for page in self.object.get_descendants():
                self._begin(page, form.cleaned_data["locales"])
        return answer

    def _begin(self, page: Page, wanted: Any) -> None:
        known = set(page.get_translations(inclusive=True).values_list("locale", flat=True))
        if locales := [locale for locale in wanted if locale.pk not in known]:
            translate_object(page, locales, self.components, self.request.user)


def keep_own_words(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would take the words of its language from a page, and publish those of another."""
    messages.error(request, _("Each language keeps its own words."))
    return redirect("wagtailadmin_pages:edit", page_id)


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def offer_what_is_on_the_board(items: list[Any], request: HttpRequest, context: Any) -> None:
    """A translation is written in the form, which the board reads."""
    items[:] = [item for item in items if item.name not in (ALIAS, STRINGS)]


@hooks.register("before_edit_page", order=BEFORE_THEIRS)
@hooks.register("before_edit_snippet", order=BEFORE_THEIRS)
def save_instead_of_starting_strings(request: HttpRequest, row: Any) -> None:
    """A page that was open before has the button still: what was typed is saved as a draft."""
    if STRINGS in request.POST:
        sent = request.POST.copy()
        del sent[STRINGS]
        request.POST = sent  # type: ignore[assignment]


@hooks.register("register_admin_urls", order=BEFORE_THEIRS)
def stand_before_their_views() -> list[URLPattern]:
    """At the very addresses of the views that they take the place of; the first one answers."""
    return [
        path("localize/update/<int:translation_source_id>/", AskingUpdateView.as_view()),
        path("localize/submit/page/<int:page_id>/", CarefulSubmitView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", keep_own_words),
    ]


def _why_not_hers(user: Any, language: str, kind: str = "") -> str:
    """Translators write the languages they are named for; who asks any, trainers what is taught."""
    if not language or user.is_superuser:
        return ""
    who = who_is(user)
    return "" if who.is_teaching and kind in TAUGHT else refusal(may_write, who, language)


def _to_the_board(request: HttpRequest, why: str) -> HttpResponse | None:
    if not why:
        return None
    messages.error(request, why)
    return redirect("editing:board")


@hooks.register("before_edit_page", order=BEFORE_THEIRS)
@hooks.register("before_delete_page", order=BEFORE_THEIRS)
@hooks.register("before_edit_snippet", order=BEFORE_THEIRS)
def write_ones_own_languages(request: HttpRequest, row: Any) -> HttpResponse | None:
    """Also where a draft is taken away, and with that of an original all that is made from it."""
    locale = row.locale if isinstance(row, TranslatableMixin) else None
    language = locale.language_code if locale else getattr(row, "language", "")
    return _to_the_board(request, _why_not_hers(request.user, language, row._meta.model_name))


@hooks.register("before_create_snippet", order=BEFORE_THEIRS)
def add_to_ones_own_languages(request: HttpRequest, model: Any) -> HttpResponse | None:
    """The words of a record, which readers see as soon as they are saved."""
    has_language = any(field.name == "language" for field in model._meta.fields)
    language = request.POST.get("language", "") if has_language else ""
    return _to_the_board(request, _why_not_hers(request.user, language))


@hooks.register("before_bulk_action", order=BEFORE_THEIRS)
def change_many_in_ones_own_languages(
    request: HttpRequest, action: str, rows: list[Any], view: Any
) -> HttpResponse | None:
    """The list of pages deletes without asking about each."""
    pages = Page.objects.filter(pk__in=[row.pk for row in rows if isinstance(row, Page)])
    languages = pages.values_list("locale__language_code", flat=True).distinct()
    whys = (_why_not_hers(request.user, code) for code in sorted(languages))
    return _to_the_board(request, next(filter(None, whys), ""))


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


@hooks.register("register_admin_menu_item")
def lead_back_to_the_desk() -> MenuItem:
    """What waits for an editor stands there."""
    return MenuItem(
        gettext_lazy("Desk"), reverse_lazy("desk:home"), icon_name="arrow-left", order=0
    )


@hooks.register("register_admin_menu_item")
def lead_to_the_board() -> MenuItem:
    """Where translators are asked."""
    where = reverse_lazy("editing:board")
    return MenuItem(gettext_lazy("Translations"), where, icon_name="globe", order=10_000)
