"""What is said of a year: by whom it may be read."""

from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import AnnualSummary
from upstander.action.rules.priority import rounded
from upstander.action.rules.summary import may_change
from upstander.action.states import LEAST_FIGURE, SummaryState
from upstander.core.errors import allowed
from upstander.network.interface import WRITING_ROLES, audiences_of, memberships_of, shown_to

NOUN = "summary"


def summaries_visible_to(user: User) -> QuerySet[AnnualSummary]:
    """All of her own organisations; agreed ones of others that are shown to hub or funder."""
    mine = list(memberships_of(user))
    seen = Q(organisation__in={m.organisation_id for m in mine if m.role in WRITING_ROLES})
    for audience in audiences_of(mine):
        agreed = AnnualSummary.objects.filter(state=SummaryState.AGREED)
        seen |= Q(pk__in=shown_to(audience, NOUN, agreed).order_by().values("pk"))
    return AnnualSummary.objects.filter(seen).select_related("organisation", "agreed_by")


def summary_to_fill_in(user: User, pk: int) -> AnnualSummary | None:
    """One that she may still change; None where there is none."""
    found = summaries_visible_to(user).filter(pk=pk).first()
    is_hers = found is not None and allowed(may_change, list(memberships_of(user)), found)
    return found if is_hers else None


def reports_said(summary: AnnualSummary, *, is_own: bool) -> str:
    """The number of reports in words; "" where none is said.

    From outside fewer than ten is told as that, never as the number, so that it points to nobody.
    """
    if summary.reports is None:
        return ""
    if not is_own and rounded(summary.reports) is None:
        return _("fewer than %(number)s") % {"number": LEAST_FIGURE}
    return number_format(summary.reports)


def locked_summary(pk: int) -> AnnualSummary:
    """A summary that nobody else changes until the transaction ends."""
    locked = AnnualSummary.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("organisation").get(pk=pk)
