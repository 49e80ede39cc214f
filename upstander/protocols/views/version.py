"""One version of a protocol: read, printed, spoken about, moved on."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed, refusal
from upstander.core.languages import table
from upstander.network.interface import memberships_of
from upstander.protocols.actions import version as actions
from upstander.protocols.actions.pattern import give_as_pattern
from upstander.protocols.forms.protocol import AnswerForm, CommentForm
from upstander.protocols.models import Comment, Version
from upstander.protocols.queries.editing import editable
from upstander.protocols.queries.protocol import own_versions, partners_of, whole
from upstander.protocols.queries.publication import shown_version
from upstander.protocols.queries.reading import sections_of
from upstander.protocols.rules import protocol as rules
from upstander.protocols.rules.pattern import may_give_as_pattern
from upstander.protocols.rules.run import may_start as may_start_run
from upstander.protocols.states import WRITTEN_STATES, RunKind, VersionState
from upstander.protocols.views.signature_deeds import may_begin


class Deed(NamedTuple):
    """What a button says, what it means, and whether it needs a second thought."""

    label: str | Promise
    text: str | Promise
    act: Callable[..., Any]
    rule: Callable[[list[Any], Version], None]
    is_grave: bool = False


def _to(state: VersionState) -> Callable[[list[Any], Version], None]:
    return lambda mine, version: rules.may_move(mine, version, state)


DEEDS = {
    "consult": Deed(
        gettext_lazy("Open the consultation"),
        gettext_lazy("Your partners read it and say what they think. You can still change it."),
        actions.open_consultation,
        _to(VersionState.CONSULTATION),
    ),
    "draft": Deed(
        gettext_lazy("Take it back to draft"),
        gettext_lazy("Comments stay. No new ones are taken until you open the consultation again."),
        actions.take_back_to_draft,
        _to(VersionState.DRAFT),
    ),
    "pattern": Deed(
        gettext_lazy("Offer this as a pattern"),
        gettext_lazy(
            "The hub gets a copy of the words, as a draft for its library. Contacts and the names "
            "of partners are left out. Look that no step names a person or a place."
        ),
        give_as_pattern,
        may_give_as_pattern,
        is_grave=True,
    ),
    "give-up": Deed(
        gettext_lazy("Give up this version"),
        gettext_lazy("It can then only be read. A new version can be started from it later."),
        actions.give_up_version,
        _to(VersionState.WITHDRAWN),
        is_grave=True,
    ),
}


def version_or_404(request: HttpRequest, pk: int) -> Version:
    """One whose words she may read."""
    found: Version = get_object_or_404(own_versions(request.user), pk=pk)  # type: ignore[arg-type]
    return found


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it on a page, with what is missing and what can be done."""
    return _page(request, version_or_404(request, pk))


def _page(request: HttpRequest, version: Version, form: Any = None) -> HttpResponse:
    mine = list(memberships_of(request.user))  # type: ignore[arg-type]
    may_comment = allowed(rules.may_comment, mine, version)
    if form is None and may_comment:
        form = CommentForm(partners=partners_of(version.protocol.organisation))
    is_written = version.state in WRITTEN_STATES
    deeds = {name: deed for name, deed in DEEDS.items() if allowed(deed.rule, mine, version)}
    asking = refusal(may_begin, mine, version) if version.state == VersionState.CONSULTATION else ""
    keeper = version.protocol.organisation_id
    context = {
        **read(version),
        "who_asks": asking,
        "is_public": shown_version(version.protocol_id, version.number) is not None,
        "may_start": allowed(may_start_run, mine, keeper, version, RunKind.EXERCISE),
        "may_write": allowed(rules.may_write, mine, version),
        "may_rename": allowed(rules.may_be_named, mine, version),
        "is_written": is_written,
        "lacks": rules.missing(whole(version), timezone.localdate()) if is_written else [],
        "deeds": deeds,
        "comments": version.comments.select_related("partner", "made_by"),
        "form": form,
    }
    return render(request, "protocols/desk/version_page.html", context)


def read(version: Version) -> dict[str, Any]:
    """What the page and the print of a version show."""
    content = editable(version)
    return {
        "version": version,
        "protocol": version.protocol,
        "communities": version.protocol.communities.all(),
        "content": content,
        "sections": sections_of(content),
        "source": table()[version.source_language],
    }


@require_safe
def print_view(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it as a sheet to print, without contacts."""
    return render(request, "protocols/desk/version_print.html", read(version_or_404(request, pk)))


@require_safe
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has which role and how to reach them: private, apart from the protocol."""
    version = version_or_404(request, pk)
    mine = list(memberships_of(request.user))  # type: ignore[arg-type]
    context = {**read(version), "may_keep": allowed(rules.may_keep_contacts, mine, version)}
    return render(request, "protocols/desk/version_contacts.html", context)


def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Move it on; what is grave only after a page that says what it means."""
    version = version_or_404(request, pk)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    if request.method != "POST":
        context = {"version": version, "protocol": version.protocol, "deed": deed}
        return render(request, "protocols/desk/version_deed.html", context)
    try:
        deed.act(version, by=request.user)
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Done."))
    return redirect("protocols:version", pk)


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """What someone said of it."""
    version = version_or_404(request, pk)
    if request.method != "POST":
        return redirect("protocols:version", pk)
    form = CommentForm(request.POST, partners=partners_of(version.protocol.organisation))
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_comment(version, data["text"], data["partner"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("protocols:version", pk)
    return _page(request, version, form)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a comment."""
    said = get_object_or_404(
        Comment.objects.select_related("partner", "made_by"),
        pk=pk,
        of__in=own_versions(request.user).values("pk"),  # type: ignore[arg-type]
    )
    version = version_or_404(request, said.of_id)
    initial = {"answer": said.answer, "seen": said.answer}
    form: Any = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_comment(said, data["answer"], data["seen"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            said.refresh_from_db()
            form.data = form.data.copy()
            form.data["seen"] = said.answer
        else:
            messages.success(request, _("Saved."))
            return redirect("protocols:version", version.pk)
    context = {"version": version, "protocol": version.protocol, "comment": said, "form": form}
    return render(request, "protocols/desk/comment_answer.html", context)
