"""A call is changed section by section. What was typed stays, whatever is wrong with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.languages import table
from upstander.funding.actions import call_parts as actions
from upstander.funding.actions.call_parts import Seen
from upstander.funding.forms.call import BasicsForm, EnvelopesForm, SeenForm, SummaryForm
from upstander.funding.forms.call_parts import TranslationForm
from upstander.funding.models import Call
from upstander.funding.queries.call import parts_of, whole
from upstander.funding.queries.call_texts import missing_in, words_in
from upstander.funding.rules.call import may_change, may_reword
from upstander.funding.views.call import call_or_404
from upstander.funding.views.call_sections import SECTIONS
from upstander.network.interface import regions


def basics(request: HttpRequest, key: str) -> HttpResponse:
    """What it is for, how much, when."""
    call = call_or_404(request, key)
    form = BasicsForm(request.POST or None, call=call)
    return _edit(
        request,
        call,
        form,
        lambda seen: actions.change_basics(seen, form.columns()),
        title=_("What, how much, when"),
        template="funding/desk/call_form.html",
    )


def summary(request: HttpRequest, key: str) -> HttpResponse:
    """Clearer words, also while it is open."""
    call = call_or_404(request, key)
    form = SummaryForm(request.POST or None, call=call)
    return _edit(
        request,
        call,
        form,
        lambda seen: actions.reword_summary(seen, form.cleaned_data["summary"]),
        rule=may_reword,
        title=_("Say it more clearly"),
        template="funding/desk/call_form.html",
    )


def envelopes(request: HttpRequest, key: str) -> HttpResponse:
    """Floor and ceiling of each region."""
    call = call_or_404(request, key)
    found = {envelope.region_id: envelope for envelope in call.envelopes.all()}
    form = EnvelopesForm(request.POST or None, call=call, regions=regions(), envelopes=found)
    return _edit(
        request,
        call,
        form,
        lambda seen: actions.change_envelopes(seen, form.amounts()),
        title=_("Money by region"),
        template="funding/desk/call_envelopes.html",
    )


@require_safe
def section(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The parts of a section, in order."""
    call = call_or_404(request, key)
    context = {
        "call": call,
        "name": name,
        "section": _section(name),
        "parts": parts_of(call, name),
        "row": f"funding/desk/call_row_{name}.html",
        "may_change": allowed(may_change, call),
        "sum": sum(getattr(part, "weight", 0) for part in parts_of(call, name)),
    }
    return render(request, "funding/desk/call_section.html", context)


def part(request: HttpRequest, key: str, name: str, pk: int | None = None) -> HttpResponse:
    """One part of a section; a new one without `pk`."""
    call, about = call_or_404(request, key), _section(name)
    others = parts_of(call, name)
    found = None if pk is None else _part(others, pk)
    form = about.form(request.POST or None, call=call, part=found, others=others)
    back = reverse("funding:call-section", args=[key, name])
    return _edit(
        request,
        call,
        form,
        lambda seen: actions.change_part(seen, name, pk, form.columns()),
        title=str(found or about.add),
        template="funding/desk/call_form.html",
        back=back,
        back_to=about.title,
    )


def remove(request: HttpRequest, key: str, name: str, pk: int) -> HttpResponse:
    """Take a part out, after a page that says what this means."""
    call, about = call_or_404(request, key), _section(name)
    found = _part(parts_of(call, name), pk)
    form = SeenForm(request.POST or None, call=call)
    back = reverse("funding:call-section", args=[key, name])
    return _edit(
        request,
        call,
        form,
        lambda seen: actions.remove_part(seen, name, pk),
        back=back,
        back_to=about.title,
        title=str(found),
        template="funding/desk/call_remove.html",
    )


@require_POST
def shift(request: HttpRequest, key: str, name: str, pk: int) -> HttpResponse:
    """One up or down."""
    call = call_or_404(request, key)
    _section(name)
    try:
        actions.shift_part(call, name, pk, -1 if "up" in request.POST else 1, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect(f"{reverse('funding:call-section', args=[key, name])}#part-{pk}")


@require_safe
def languages(request: HttpRequest, key: str) -> HttpResponse:
    """Each language, and how much it lacks."""
    call = call_or_404(request, key)
    lacks = missing_in(whole(call))
    rows = [(table()[code], number) for code, number in lacks.items()]
    return render(request, "funding/desk/call_languages.html", {"call": call, "rows": rows})


def language(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """All texts in one language, beside their source."""
    call = call_or_404(request, key)
    if code not in table() or code == call.language:
        raise Http404
    words = list(words_in(whole(call), code))
    form = TranslationForm(request.POST or None, call=call, language=code, words=words)
    return _edit(
        request,
        call,
        form,
        lambda seen: actions.translate_call(seen, code, form.words()),
        rule=may_reword,
        title=table()[code].name,
        template="funding/desk/call_language.html",
        back=reverse("funding:call-languages", args=[key]),
        back_to=_("Other languages"),
        lacks=sum(word.is_missing for word in words),
        title_language=table()[code],
    )


def _edit(  # noqa: PLR0913 - each is given by its name
    request: HttpRequest,
    call: Call,
    form: Any,
    act: Callable[[Seen], Call],
    *,
    title: str,
    template: str,
    rule: Callable[[Call], None] = may_change,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """A form's page, and saving it; who was second is told so, and keeps her words."""
    back = back or reverse("funding:call", args=[call.key])
    if request.method != "POST" and not allowed(rule, call):
        return _closed(request, call, rule, back)
    if form.is_valid():
        try:
            act(Seen(call, form.cleaned_data["version"], request.user))  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            _take_up(form, call)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    context = {"call": call, "form": form, "title": title, "back": back, **more}
    return render(request, template, context)


def _take_up(form: Any, call: Call) -> None:
    """Her next save stands on the call as it is now: she was told to look at it."""
    form.data = form.data.copy()
    form.data["version"] = Call.objects.get(pk=call.pk).version


def _closed(
    request: HttpRequest, call: Call, rule: Callable[[Call], None], back: str
) -> HttpResponse:
    try:
        rule(call)
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect(back)


def _section(name: str) -> Any:
    if name not in SECTIONS:
        raise Http404
    return SECTIONS[name]


def _part(rows: list[Any], pk: int | None) -> Any:
    for row in rows:
        if row.pk == pk:
            return row
    raise Http404
