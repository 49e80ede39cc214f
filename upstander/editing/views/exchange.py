"""Words that go out to translators' tools, and come back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.editing.actions import exchange as actions
from upstander.editing.forms.exchange import ExportForm, ImportForm
from upstander.editing.models import PendingImport
from upstander.editing.queries.exchange import Wanted, changes_of, findings_in
from upstander.editing.queries.exchange_who import languages_of
from upstander.editing.rules.po import Change, counts_of, print_of
from upstander.network.interface import source_language

DESK = "editing/"
MOST_SHOWN = 100  # of each step; the counts are of all
STEPS = ("refused", "changed", "added")


def index(request: HttpRequest) -> HttpResponse:
    """Take words out; bring them in."""
    user: Any = request.user
    languages = _languages_or_404(user)
    begun = {"language": request.GET.get("language", ""), "only_open": True}
    out = ExportForm(initial=begun, languages=languages)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*sent, initial=begun, languages=languages)
    if form.is_valid():
        try:
            kept = actions.take_in(form.data_of_file, form.cleaned_data["language"], by=user)
        except NotAllowed as why:
            form.add_error("file", str(why))
        else:
            return redirect("editing:exchange-shown", kept.pk)
    return render(request, f"{DESK}exchange.html", {"out": out, "form": form})


@require_safe
def out(request: HttpRequest) -> HttpResponse:
    """The PO file of what was chosen."""
    user: Any = request.user
    form = ExportForm(request.GET, languages=_languages_or_404(user))
    if not form.is_valid():
        return redirect("editing:exchange")
    data = form.cleaned_data
    wanted = Wanted(data["kind"], data["key"], data["only_open"])
    try:
        file = actions.export_words(data["language"], wanted, by=user)
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("editing:exchange")
    name = "-".join(["upstander", *filter(None, [data["kind"]]), data["language"]])
    headers = {"Content-Disposition": f'attachment; filename="{name}.po"'}
    return HttpResponse(file, content_type="text/x-gettext-translation", headers=headers)


def shown(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a file would change; then bring it in, or leave it."""
    user: Any = request.user
    kept = get_object_or_404(PendingImport, pk=pk, by=user)
    if request.method == "POST" and "leave" in request.POST:
        actions.leave_import(kept, by=user)
        return redirect("editing:exchange")
    if request.method == "POST":
        try:
            done = actions.bring_in(kept, seen=request.POST.get("seen", ""), by=user)
        except NotAllowed as why:
            messages.error(request, str(why))
            return redirect(request.path)
        _tell(request, done)
        return redirect("editing:exchange")
    changes = changes_of(actions.entries_of(kept), kept.language)
    return render(request, f"{DESK}exchange_shown.html", _context(kept, changes))


def _context(kept: PendingImport, changes: list[Change]) -> dict[str, Any]:
    findings, counts = findings_in(changes, kept.language), counts_of(changes)
    return {
        "source": source_language(),
        "language_of": table()[kept.language],
        "counts": counts,
        "is_useful": counts["added"] + counts["changed"] > 0,
        "is_shown_at_once": any(is_of_record(c) and c.step in actions.WRITTEN for c in changes),
        "seen": print_of(changes),
        "parts": [
            (step, [c for c in changes if c.step == step][:MOST_SHOWN], counts[step])
            for step in STEPS if counts[step]
        ],
        "findings": findings[:MOST_SHOWN],
        "most": MOST_SHOWN,
    }  # fmt: skip


def is_of_record(change: Change) -> bool:
    """Whether its words have no draft beside what is published."""
    return change.entry.context.startswith("wording:")


def _tell(request: HttpRequest, done: actions.Done) -> None:
    said = ngettext(
        "%(count)s text is now a draft.",
        "%(count)s texts are now drafts.",
        done.written,
    )
    messages.success(request, said % {"count": done.written})
    for why in done.refused[:10]:
        messages.error(request, f"{_('Refused')}: {why}")


def _languages_or_404(user: Any) -> list[str]:
    if languages := languages_of(user):
        return languages
    raise Http404
