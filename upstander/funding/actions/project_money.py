"""Lines of an award are named that pay for a project, and for what its activities cost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.interface import projects_of
from upstander.core.errors import NotAllowed
from upstander.funding.actions.award import note
from upstander.funding.models import Award, PaidActivity, ProjectMoney
from upstander.funding.queries.award import locked_award
from upstander.funding.queries.project_money import choice_of
from upstander.funding.rules.project_money import are_of_the_award, may_share, within_award
from upstander.network.interface import memberships_of


class Payment(NamedTuple):
    """An amount by the number of the line, and a line by the number of the activity.

    Whatever is not named is not paid.
    """

    amounts: Mapping[int, Decimal]
    activities: Mapping[int, int]


@transaction.atomic
def pay_for_project(award: Award, project: int, payment: Payment, *, seen: str, by: User) -> None:
    """The lines that pay for a project, by its number. `seen` is the stamp of the page.

    NotAllowed where all projects get more than the award together.
    """
    award = locked_award(award.pk)
    may_share(list(memberships_of(by)), award)
    own = projects_of(award.organisation).filter(currency=award.call.currency)
    are_of_the_award([project], own.values_list("pk", flat=True))
    choice = choice_of(award, project)
    if seen != choice.stamp:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    lines = [line.cost.pk for line, _amount in choice.lines]
    are_of_the_award({*payment.amounts, *payment.activities.values()}, lines)
    are_of_the_award(payment.activities, [cost.activity for cost, _line in choice.activities])
    others = award.project_money.exclude(project=project).aggregate(sum=Sum("amount"))["sum"]
    within_award(payment.amounts, others or Decimal(0), award)
    _write(award, project, payment)
    amounts = {str(line): str(amount) for line, amount in sorted(payment.amounts.items())}
    paid = {str(activity): line for activity, line in sorted(payment.activities.items())}
    note("award.shared_out", award, by, project=project, lines=amounts, activities=paid)


def _write(award: Award, project: int, payment: Payment) -> None:
    rows = award.project_money.filter(project=project)
    if not payment.amounts:  # what was given before lines were named stays until one is
        rows = rows.exclude(cost=None)
    rows.delete()
    ProjectMoney.objects.bulk_create(
        ProjectMoney(award=award, project_id=project, cost_id=line, amount=amount)
        for line, amount in payment.amounts.items()
    )
    award.paid_activities.filter(activity__project=project).delete()
    try:
        with transaction.atomic():
            PaidActivity.objects.bulk_create(
                PaidActivity(award=award, activity_id=activity, cost_id=line)
                for activity, line in payment.activities.items()
            )
    except IntegrityError as error:  # another award has it since
        raise NotAllowed(
            _("Someone changed this a moment ago. Reload the page to see it now.")
        ) from error
