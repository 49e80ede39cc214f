"""Anyone who was given the code of a certificate sees what it says. The code is in no address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from upstander.accounts.interface import caller_of
from upstander.core.budgets import Budget
from upstander.core.front import for_the_public
from upstander.learning.queries.certificate import certificate_with
from upstander.network.interface import frame

# An office checks a list of people in one go; nobody finds a code by trying.
OWN = Budget(60, 600)


@for_the_public
def verify(request: HttpRequest) -> HttpResponse:
    """A form; then what is known, or the same sentence for whatever is not known."""
    context = {**frame(request), "typed": "", "why": "", "certificate": None}
    status = 200
    if request.method == "POST":
        typed = request.POST.get("code", "").replace("\x00", "")[:100]
        context["typed"] = typed
        if not OWN.take(caller_of(request)):
            context["why"] = _(
                "Many numbers were tried from here. Wait ten minutes, then try again."
            )
            status = 429
        elif found := certificate_with(typed):
            context["certificate"] = found
        else:
            context["why"] = _("No certificate has this code. Look at the twenty digits again.")
            status = 422
    return render(request, "learning/verify.html", context, status=status)
