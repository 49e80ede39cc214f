"""Certificates at the desk: as a paper, given, taken back."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed
from upstander.core.pdf import pdf_of
from upstander.learning.actions.certificate import issue_certificate, revoke_certificate
from upstander.learning.forms.cohort import RevokeForm
from upstander.learning.models import Certificate
from upstander.learning.queries.certificate import certificates_visible_to, is_valid, paper_of
from upstander.learning.queries.cohort import training_organisations
from upstander.learning.views.cohort import cohort_or_404

DOCUMENT = "learning/certificate.typ"


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A valid certificate in the language of the page, for who holds it and who gave it."""
    row = get_object_or_404(certificates_visible_to(request.user), pk=pk)  # type: ignore[arg-type]
    if not is_valid(row):
        raise Http404
    language = get_language() or "en"
    made = pdf_of(DOCUMENT, paper_of(row, language, settings.PUBLIC_URL), language)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{row.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def issue(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """To one who has completed a training that was finished before."""
    row = cohort_or_404(request, pk)
    if row.organisation_id not in training_organisations(request.user):  # type: ignore[arg-type]
        raise Http404
    try:
        issue_certificate(get_object_or_404(row.enrolments, pk=number), by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("learning:cohort", pk)


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one back, with a reason, after a page that asks."""
    row, status = _given(request, pk), 200
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        try:
            revoke_certificate(row, form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("learning:cohort", row.enrolment.cohort_id)
    context = {
        "cohort": row.enrolment.cohort,
        "title": _("Take it back now"),
        "text": _("Whoever checks its code is told that it was taken back."),
        "row": row.name,
        "form": form,
        "button": _("Take it back now"),
    }
    return render(request, "learning/cohorts/form.html", context, status=status)


def _given(request: HttpRequest, pk: int) -> Certificate:
    own = training_organisations(request.user)  # type: ignore[arg-type]
    rows = certificates_visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(rows, pk=pk, enrolment__cohort__organisation__in=own)
