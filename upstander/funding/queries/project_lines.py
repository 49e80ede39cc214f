"""The lines of an award's budget, and what activities of projects cost on each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from upstander.action.interface import Cost, costs_of
from upstander.funding.models import Award, EligibleCost, PaidActivity, ProjectMoney


class Line(NamedTuple):
    """A kind of cost that an award pays for, and what the application planned for it."""

    cost: EligibleCost
    planned: Decimal


def lines_of(award: Award) -> list[Line]:
    """Those of the budget that was applied with; without one all of the call, with 0 planned."""
    planned: dict[int, Decimal] = defaultdict(Decimal)
    for row in award.application.lines.all() if award.application else ():
        planned[row.cost_id] += row.amount
    costs = award.call.costs.all()
    return [Line(c, planned.get(c.pk, Decimal(0))) for c in costs if not planned or c.pk in planned]


class Spending(NamedTuple):
    """What activities cost: by award, project and line; and by award what no line pays for yet."""

    by_line: Mapping[tuple[int, int, int], Decimal]
    loose: Mapping[int, Sequence[Cost]]


def is_in_time(award: Award, day: date) -> bool:
    """Whether a day is within the time of an award."""
    since = award.starts_on or award.awarded_on
    return since <= day and (award.ends_on is None or day <= award.ends_on)


def spending_of(projects: Collection[int], today: date) -> Spending:
    """Until today, in three queries.

    Where nobody said which line pays for an activity, and one line alone pays for its project at
    that time, it is that line.
    """
    shares: dict[int, list[ProjectMoney]] = defaultdict(list)
    for share in ProjectMoney.objects.filter(project__in=projects).select_related("award"):
        shares[share.project_id].append(share)
    said = {
        row.activity_id: (row.award_id, row.cost_id)
        for row in PaidActivity.objects.filter(activity__project__in=projects)
    }
    by_line: dict[tuple[int, int, int], Decimal] = defaultdict(Decimal)
    loose: dict[int, list[Cost]] = defaultdict(list)
    for cost in costs_of(projects):
        if cost.held_on > today:
            continue
        running = [row for row in shares[cost.project] if is_in_time(row.award, cost.held_on)]
        line = said.get(cost.activity) or _only_line(running)
        if line:
            by_line[line[0], cost.project, line[1]] += cost.amount
        else:
            for award in {row.award_id for row in running}:
                loose[award].append(cost)
    return Spending(by_line, loose)


def _only_line(running: Sequence[ProjectMoney]) -> tuple[int, int] | None:
    if len(running) != 1 or running[0].cost_id is None:
        return None
    return running[0].award_id, running[0].cost_id


def projects_paid_by(award: Award) -> set[int]:
    """The projects, by number, that a line of an award pays for; two queries."""
    return {
        *award.project_money.values_list("project", flat=True),
        *award.paid_activities.values_list("activity__project", flat=True),
    }


def spent_by_cost(award: Award, today: date) -> tuple[dict[int, Decimal], Decimal]:
    """What the projects of an award cost until today, by the number of the line.

    And the sum for which no line is named yet.
    """
    spending = spending_of(projects_paid_by(award), today)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for (paid_by, _project, cost), amount in spending.by_line.items():
        if paid_by == award.pk:
            found[cost] += amount
    return dict(found), total(spending.loose.get(award.pk, ()))


def total(costs: Iterable[Cost]) -> Decimal:
    """To the cent."""
    return sum((cost.amount for cost in costs), Decimal(0))
