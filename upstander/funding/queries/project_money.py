"""The projects that an award pays for, with budget and cost; and their words for a report."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from upstander.action.interface import Summary, project_summary, projects_of
from upstander.funding.models import Award
from upstander.funding.rules.award import said
from upstander.network.interface import Audience


class Share(NamedTuple):
    """A project with what it costs in the time of the award, and its part; 0 where it has none."""

    project: Summary
    amount: Decimal


class Shares(NamedTuple):
    """All projects that may be seen, what they get together, and what is left of the award.

    `left` is below zero where the award was lowered since.
    """

    rows: Sequence[Share]
    total: Decimal
    left: Decimal

    @property
    def paid_for(self) -> list[Share]:
        """Those that the award pays for."""
        return [row for row in self.rows if row.amount]


def shares_of(award: Award, today: date, *, is_own: bool) -> Shares:
    """For her own people all projects, for the funder those that are shown to it."""
    projects = projects_of(award.organisation, "" if is_own else Audience.FUNDER)
    numbers = projects.filter(currency=award.call.currency).values_list("pk", flat=True)
    amounts = amounts_of(award)
    since, until = award.starts_on or award.awarded_on, award.ends_on or today
    rows = [
        Share(found, amounts.get(found.pk, Decimal(0)))
        for found in project_summary(list(numbers), since, min(until, today))
        if found.pk in amounts or (is_own and found.is_going)
    ]
    total = sum((row.amount for row in rows), Decimal(0))
    return Shares(rows, total, award.amount - total)


def amounts_of(award: Award) -> dict[int, Decimal]:
    """The part of each project, by its number."""
    return dict(award.project_money.values_list("project", "amount"))


def stamp_of(award: Award) -> str:
    """What a page showed, so that two open tabs do not write over one another."""
    return " ".join(f"{pk}:{amount}" for pk, amount in sorted(amounts_of(award).items()))


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
