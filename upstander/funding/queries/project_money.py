"""The projects that an award pays for, line by line; and their words for a report."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.interface import Cost, Summary, costs_of, project_summary, projects_of
from upstander.core.errors import allowed
from upstander.funding.models import Award, EligibleCost, PaidActivity, ProjectMoney
from upstander.funding.queries.award import awards_visible_to
from upstander.funding.queries.project_lines import (
    Line,
    Spending,
    is_in_time,
    lines_of,
    projects_paid_by,
    spending_of,
    total,
)
from upstander.funding.rules.award import said
from upstander.funding.rules.project_money import may_share
from upstander.network.interface import Audience, memberships_of


class Part(NamedTuple):
    """What a line of an award gives to a project, and what the project cost there so far.

    `cost` is None where the line was never named, `spent` where no cost is written.
    """

    cost: EligibleCost | None
    planned: Decimal
    spent: Decimal | None
    currency: str

    @property
    def left(self) -> Decimal:
        """Below zero where more was spent than planned."""
        return self.planned - (self.spent or Decimal(0))

    @property
    def warning(self) -> str:
        """A sentence where more was spent than planned."""
        return over(str(self.cost), -self.left, self.currency)


def over(line: str, amount: Decimal, currency: str) -> str:
    """A sentence about a line on which more was spent than planned; "" where it was not."""
    if amount <= 0:
        return ""
    words = {"line": f"\u2068{line}\u2069", "amount": said(amount, currency)}
    return _("%(line)s: %(amount)s more was spent than planned.") % words


class Share(NamedTuple):
    """A project with what the award gives it, and what it cost for which no line is named."""

    project: Summary
    parts: Sequence[Part]
    loose: Decimal

    @property
    def amount(self) -> Decimal:
        """All parts together."""
        return sum((part.planned for part in self.parts), Decimal(0))


class Row(NamedTuple):
    """A line of the award: planned in its budget, given to projects, and spent by them."""

    line: Line
    given: Decimal
    spent: Decimal | None
    currency: str

    @property
    def warning(self) -> str:
        """A sentence where more was spent than planned."""
        return over(str(self.line.cost), (self.spent or 0) - self.line.planned, self.currency)


class Sums(NamedTuple):
    """What an award gives to all of its projects, in all and by line, and what is left of it.

    `lines` is empty where nothing is given and nothing was spent on a line.
    `left` is below zero where the award was lowered since.
    """

    lines: Sequence[Row]
    total: Decimal
    left: Decimal


class Shares(NamedTuple):
    """All projects that may be seen, and the sums of the award.

    The sums are of every project, for they tell of no single one; None where the organisation
    decides record by record what this reader sees. `is_part` says that there may be more projects.
    """

    rows: Sequence[Share]
    sums: Sums | None
    is_part: bool

    @property
    def paid_for(self) -> list[Share]:
        """Those that the award pays for."""
        return [row for row in self.rows if row.parts]


def shares_of(award: Award, today: date, *, is_own: bool) -> Shares:
    """For her own people all projects, for the funder those that are shown to it."""
    projects = projects_of(award.organisation, "" if is_own else Audience.FUNDER)
    numbers = projects.filter(currency=award.call.currency).values_list("pk", flat=True)
    paid, amounts = projects_paid_by(award), list(award.project_money.select_related("cost"))
    since, until = award.starts_on or award.awarded_on, award.ends_on or today
    found = [
        row
        for row in project_summary(list(numbers), since, min(until, today))
        if row.pk in paid or (is_own and row.is_going)
    ]
    lines = lines_of(award)
    spending = spending_of(paid | {row.pk for row in found}, today)
    rows = [
        Share(
            row,
            _parts(award, row.pk, [a for a in amounts if a.project_id == row.pk], lines, spending),
            total(c for c in spending.loose.get(award.pk, ()) if c.project == row.pk),
        )
        for row in found
    ]
    if award.organisation.is_indigenous_governed and not is_own:
        return Shares(rows, None, is_part=True)
    is_part = not is_own and not paid <= {row.pk for row in found}
    return Shares(rows, _sums(award, amounts, lines, spending), is_part)


def _parts(
    award: Award,
    project: int,
    amounts: Sequence[ProjectMoney],
    lines: Sequence[Line],
    spending: Spending,
) -> list[Part]:
    """The lines that give something to a project, or on which it cost something."""
    currency = award.call.currency
    parts = [Part(None, a.amount, None, currency) for a in amounts if a.cost is None]
    given = {a.cost_id: a.amount for a in amounts}
    for line in lines:
        spent = spending.by_line.get((award.pk, project, line.cost.pk))
        if line.cost.pk in given or spent is not None:
            parts.append(Part(line.cost, given.get(line.cost.pk, Decimal(0)), spent, currency))
    return parts


def _sums(
    award: Award, amounts: Sequence[ProjectMoney], lines: Sequence[Line], spending: Spending
) -> Sums:
    given: dict[int | None, Decimal] = defaultdict(Decimal)
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for row in amounts:
        given[row.cost_id] += row.amount
    for (paid_by, _project, cost), amount in spending.by_line.items():
        if paid_by == award.pk:
            spent[cost] += amount
    currency, whole = award.call.currency, sum(given.values(), Decimal(0))
    found = [
        Row(line, given.get(line.cost.pk, Decimal(0)), spent.get(line.cost.pk), currency)
        for line in lines
        if given or spent
    ]
    return Sums(found, whole, award.amount - whole)


class Payer(NamedTuple):
    """An award that pays for a project, with its lines; `may_choose` says that she chooses them."""

    award: Award
    parts: Sequence[Part]
    loose: Decimal
    may_choose: bool


def payers_of(project: Any, user: User, today: date) -> list[Payer]:
    """The awards that pay for a project, and those that she may let pay for it.

    As far as she may see awards: her own organisation's, or as an officer all. A constant number
    of queries.
    """
    mine = list(memberships_of(user))
    awards = awards_visible_to(user).filter(
        organisation=project.organisation_id, call__currency=project.currency
    )
    spending = spending_of([project.pk], today)
    amounts = list(ProjectMoney.objects.filter(project=project).select_related("cost"))
    found = []
    for award in awards.prefetch_related("application__lines", "call__costs").order_by(
        "-year", "-pk"
    ):
        own = [a for a in amounts if a.award_id == award.pk]
        is_paid = own or any(key[0] == award.pk for key in spending.by_line)
        may_choose = allowed(may_share, mine, award)
        if is_paid or may_choose:
            parts = _parts(award, project.pk, own, lines_of(award), spending) if is_paid else []
            loose = total(spending.loose.get(award.pk, ()))
            found.append(Payer(award, parts, loose, may_choose))
    return found


class Choice(NamedTuple):
    """What can be chosen for a project: an amount of each line, and a line for each activity.

    Amounts and lines are None where none is chosen. `unnamed` has no line. `stamp` is what the
    page showed.
    """

    lines: Sequence[tuple[Line, Decimal | None]]
    activities: Sequence[tuple[Cost, int | None]]
    unnamed: Decimal | None
    stamp: str


def choice_of(award: Award, project: int) -> Choice:
    """As it stands. Activities are those within the time of the award that no other one pays."""
    rows = award.project_money.filter(project=project)
    amounts: dict[int | None, Decimal] = dict(rows.values_list("cost", "amount"))
    paid = PaidActivity.objects.filter(activity__project=project)
    payers = {row.activity_id: row for row in paid}
    activities = [
        (cost, payers[cost.activity].cost_id if cost.activity in payers else None)
        for cost in costs_of([project])
        if (is_in_time(award, cost.held_on) if cost.activity not in payers
            else payers[cost.activity].award_id == award.pk)
    ]  # fmt: skip
    return Choice(
        [(line, amounts.get(line.cost.pk)) for line in lines_of(award)],
        activities,
        amounts.get(None),
        stamp_of(award, project),
    )


def stamp_of(award: Award, project: int) -> str:
    """What a page showed, so that two open tabs do not write over one another."""
    amounts = award.project_money.filter(project=project).order_by("pk")
    paid = award.paid_activities.filter(activity__project=project).order_by("activity", "pk")
    return " ".join(
        f"{one}:{other}"
        for rows in (amounts.values_list("cost", "amount"), paid.values_list("activity", "cost"))
        for one, other in rows
    )


Pieces = list[list[str]]


def words_of_projects(award: Award, today: date) -> tuple[Pieces, Pieces]:
    """What the projects of an award did, and what came of it, in the language of the reader.

    Each piece is the title of a project and its lines.
    """
    shares = shares_of(award, today, is_own=True).paid_for
    done = [[row.project.title, *_activities(row.project)] for row in shares]
    return done, [[row.project.title, *_outcomes(row.project)] for row in shares]


def _activities(project: Summary) -> Iterator[str]:
    for row in project.activities:
        day = date_format(row.held_on, "DATE_FORMAT")
        facts = [f"– {day}: {row.title} ({row.kind_name})", row.place]
        if row.attendance is not None:
            about = f" ({_('estimated')})" if row.is_estimated else ""
            facts.append(f"{_('How many came')}: {row.attendance}{about}")
        yield ". ".join([*filter(None, facts), *filter(None, [" ".join(row.words.split())])])
    if project.cost:
        yield f"– {_('Spent on activities')}: {said(project.cost, project.currency)}"


def _outcomes(project: Summary) -> Iterator[str]:
    for row in project.outcomes:
        target = f"{_('To reach')}: {_number(row.target, row.unit)}"
        facts = [f"– {row.change}. {row.indicator}", target]
        if row.value is None or row.measured_on is None:
            facts.append(_("Not measured yet"))
        else:
            day = date_format(row.measured_on, "DATE_FORMAT")
            facts.append(f"{day}: {_number(row.value, row.unit)} ({row.how})")
            facts.append(_("Reached") if row.is_reached else _("Not reached yet"))
        yield ". ".join(facts)


def _number(value: Decimal, unit: str) -> str:
    plain: Any = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"{number_format(plain)} {unit}".strip()
