"""The editor of a version and of a pattern. What was typed stays, whatever is wrong with it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.protocols.actions import editing as actions
from upstander.protocols.actions.editing import Seen
from upstander.protocols.forms import protocol as forms
from upstander.protocols.models import Pattern, Version
from upstander.protocols.queries.editing import Holder, editable
from upstander.protocols.queries.pattern import patterns_visible_to
from upstander.protocols.queries.protocol import is_of_hub, partners_of, served_by
from upstander.protocols.queries.reading import sections_of
from upstander.protocols.rules import pattern as pattern_rules
from upstander.protocols.rules import protocol as rules
from upstander.protocols.states import Section
from upstander.protocols.views.version import version_or_404


class Part(NamedTuple):
    """A part of a protocol: its heading, what adds to it, what it is for, its form."""

    title: str | Promise
    add: str | Promise
    text: str | Promise
    form: type[Any]


PARTS = {
    "levels": Part(
        gettext_lazy("Levels"),
        gettext_lazy("Add a level"),
        gettext_lazy("How grave it is, and what must have happened. Begin with the mildest."),
        forms.LevelForm,
    ),
    "duties": Part(
        gettext_lazy("Roles"),
        gettext_lazy("Add a role"),
        gettext_lazy("Who does something, such as the first contact, and which partner that is."),
        forms.DutyForm,
    ),
    "steps": Part(
        gettext_lazy("Steps"),
        gettext_lazy("Add a step"),
        gettext_lazy("What is done, by whom, and how soon. The wishes of the person come first."),
        forms.StepForm,
    ),
}


@require_safe
def parts(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """The rows of a part, in order; steps section by section."""
    holder, about = _holder(request, kind, pk), _part(name)
    content = editable(holder)
    context = {
        **_where(holder, kind, name),
        "about": about,
        "content": content,
        "rows": list(enumerate(content[name])),
        "sections": sections_of(content) if name == "steps" else [],
        "may_write": allowed(_may_write, request, holder),
    }
    return render(request, "protocols/desk/part_list.html", context)


def part(
    request: HttpRequest, kind: str, pk: int, name: str, place: int | None = None
) -> HttpResponse:
    """One row of a part; a new one without `place`."""
    holder, about = _holder(request, kind, pk), _part(name)
    content = editable(holder)
    initial = {"section": request.GET.get("section", Section.SAFETY)}
    if place is not None:
        initial = forms.typed(name, _row(content, name, place))
    form = _form(holder, name)(
        request.POST or None,
        seen=holder.version,
        content=content,
        initial=initial,
        **_options(holder, name, initial),
    )
    return _edit(
        request,
        holder,
        form,
        lambda seen: actions.change_part(seen, name, place, form.values()),
        {**_where(holder, kind, name), "title": about.add if place is None else about.title},
    )


def remove(request: HttpRequest, kind: str, pk: int, name: str, place: int) -> HttpResponse:
    """Take a row out, after a page that shows which."""
    holder = _holder(request, kind, pk)
    row = _row(editable(holder), name, place)
    return _edit(
        request,
        holder,
        forms.SeenForm(request.POST or None, seen=holder.version),
        lambda seen: actions.remove_part(seen, name, place),
        {**_where(holder, kind, name), "row": row},
        template="protocols/desk/part_remove.html",
    )


@require_POST
def shift(request: HttpRequest, kind: str, pk: int, name: str, place: int) -> HttpResponse:
    """One up or down."""
    holder = _holder(request, kind, pk)
    _part(name)
    form = forms.SeenForm(request.POST, seen=holder.version)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    up = -1 if "up" in request.POST else 1
    try:
        actions.shift_part(Seen(holder, seen, request.user), name, place, up)  # type: ignore[arg-type]
    except NotAllowed:
        messages.error(
            request, _("Someone changed this a moment ago. Reload the page to see it now.")
        )
    where = reverse("protocols:parts", args=[kind, pk, name])
    return redirect(f"{where}#row-{max(place + up, 0)}")


def contact(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """How to reach whoever has a role; as long as the version is not over."""
    version = version_or_404(request, pk)
    duty = _row(editable(version), "duties", place)
    form = forms.ContactForm(
        request.POST or None, seen=version.version, initial=forms.typed("duties", duty)
    )
    back = {
        "back": reverse("protocols:version-contacts", args=[pk]),
        "back_to": _("Contacts"),
    }
    return _edit(
        request,
        version,
        form,
        lambda seen: actions.change_contact(seen, place, form.contact()),
        {**_where(version, "versions"), **back, "title": duty["title"]},
        rule=lambda: rules.may_keep_contacts(memberships_of(request.user), version),  # type: ignore[arg-type]
    )


def basics(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version is for, and when it is reviewed."""
    version = version_or_404(request, pk)
    form = forms.BasicsForm(
        request.POST or None,
        seen=version.version,
        is_draft_translation=version.is_draft_translation,
        initial={"summary": version.summary, "review_on": version.review_on},
    )
    return _edit(
        request,
        version,
        form,
        lambda seen: actions.change_basics(
            seen,
            form.cleaned_data["summary"],
            form.cleaned_data["review_on"],
            is_read=form.cleaned_data.get("is_read", False),
        ),
        {**_where(version, "versions"), "title": _("What it is for, and when it is reviewed")},
    )


def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and communities of a protocol that was not agreed before."""
    version = version_or_404(request, pk)
    protocol = version.protocol
    form = forms.NameForm(
        request.POST or None,
        seen=version.version,
        places=served_by(protocol.organisation),
        initial={
            "title": protocol.title,
            "places": [str(place.pk) for place in protocol.communities.all()],
        },
    )
    return _edit(
        request,
        version,
        form,
        lambda seen: actions.rename_protocol(
            seen, form.cleaned_data["title"], form.cleaned_data["places"]
        ),
        {**_where(version, "versions"), "title": _("Name and communities")},
        rule=lambda: rules.may_be_named(memberships_of(request.user), version),  # type: ignore[arg-type]
    )


def pattern_basics(request: HttpRequest, pk: int) -> HttpResponse:
    """What a pattern is called and is for."""
    pattern = _holder(request, "patterns", pk)
    assert isinstance(pattern, Pattern)  # noqa: S101 - by its kind
    form = forms.PatternForm(
        request.POST or None,
        seen=pattern.version,
        initial={"title": pattern.title, "summary": pattern.summary},
    )
    return _edit(
        request,
        pattern,
        form,
        lambda seen: actions.change_pattern(
            seen, form.cleaned_data["title"], form.cleaned_data["summary"]
        ),
        {**_where(pattern, "patterns"), "title": _("What it is for")},
    )


def _edit(  # noqa: PLR0913 - a page, its form, and what it does
    request: HttpRequest,
    holder: Holder,
    form: Any,
    act: Callable[[Seen], None],
    context: dict[str, Any],
    *,
    template: str = "protocols/desk/part_form.html",
    rule: Callable[[], None] | None = None,
) -> HttpResponse:
    """A form's page, and saving it; who was second is told so, and keeps her words."""
    if request.method != "POST":
        try:
            rule() if rule else _may_write(request, holder)
        except NotAllowed as why:
            messages.error(request, str(why))
            return redirect(context["back"])
    if form.is_valid():
        try:
            with transaction.atomic():
                act(Seen(holder, form.cleaned_data["version"], request.user))  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            _take_up(form, holder)
        except IntegrityError:  # of all that is written, only the title of a pattern is unique
            form.add_error("title", _("Another pattern has this name. Choose another name."))
        else:
            messages.success(request, _("Saved."))
            return redirect(context["back"])
    return render(request, template, {**context, "form": form})


def _take_up(form: Any, holder: Holder) -> None:
    """Her next save stands on it as it is now: she was told to look at it."""
    form.data = form.data.copy()
    form.data["version"] = type(holder)._default_manager.get(pk=holder.pk).version


def _may_write(request: HttpRequest, holder: Holder) -> None:
    user: Any = request.user
    if isinstance(holder, Pattern):
        pattern_rules.may_write(is_of_hub(user), holder)
    else:
        rules.may_write(memberships_of(user), holder)


def _holder(request: HttpRequest, kind: str, pk: int) -> Holder:
    """A version whose words she may read, or a pattern."""
    if kind == "versions":
        return version_or_404(request, pk)
    if kind == "patterns":
        return get_object_or_404(patterns_visible_to(request.user), pk=pk)  # type: ignore[arg-type]
    raise Http404


def _part(name: str) -> Part:
    if name not in PARTS:
        raise Http404
    return PARTS[name]


def _row(content: dict[str, Any], name: str, place: int) -> dict[str, Any]:
    _part(name)
    if place >= len(content[name]):
        raise Http404
    found: dict[str, Any] = content[name][place]
    return found


def _form(holder: Holder, name: str) -> type[Any]:
    is_role = name == "duties" and isinstance(holder, Pattern)
    return forms.RoleForm if is_role else PARTS[name].form


def _options(holder: Holder, name: str, initial: dict[str, Any]) -> dict[str, Any]:
    """The partners to choose from; also the one that is named, where it has left since."""
    if name != "duties" or not isinstance(holder, Version):
        return {}
    partners = partners_of(holder.protocol.organisation)
    known = initial.get("partner")
    if known is not None and known not in {partner.pk for partner in partners}:
        duty = holder.duties.select_related("partner").filter(partner=known)[0]
        partners = [*partners, duty.partner]
    return {"partners": partners}


def _where(holder: Holder, kind: str, name: str = "") -> dict[str, Any]:
    """What the pages of the editor say of where one is, and the way back."""
    is_pattern = isinstance(holder, Pattern)
    page = reverse("protocols:pattern" if is_pattern else "protocols:version", args=[holder.pk])
    title = holder.title if isinstance(holder, Pattern) else holder.protocol.title
    back = reverse("protocols:parts", args=[kind, holder.pk, name]) if name else page
    back_to = PARTS[name].title if name in PARTS else title
    return {
        "holder": holder, "kind": kind, "name": name, "page": page, "holder_title": title,
        "back": back, "back_to": back_to,
    }  # fmt: skip
