"""A team's requests in true numbers, for its own people: by what stands plain, nothing opened."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.languages import table
from upstander.support.models import Case, Tally, Team
from upstander.support.queries.team import teams_of
from upstander.support.states import NUMBERED_STATES, OPEN_STATES, CountStatus, Origin, Wish

YEARS = 3  # the running one and those before it
ALL, STILL_OPEN = "all", "open"


class Period(NamedTuple):
    """A year (`2026`) or a quarter of it (`2026-3`), both days in it."""

    key: str
    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return "-" not in self.key


class Figure(NamedTuple):
    """How many requests gave one answer; `counted` names it, such as `wish:record`."""

    counted: str
    label: str
    number: int


class Group(NamedTuple):
    """A question, and what was answered."""

    title: str
    figures: list[Figure]


class TeamNumbers(NamedTuple):
    """What a team was asked, by quarter and answer."""

    organisation: Any
    counts: Counter[tuple[date, str]]

    def of(self, period: Period, counted: str = ALL) -> int:
        """How many there were in a period."""
        return sum(self.counts[quarter, counted] for quarter in _quarters_in(period))

    def groups(self, period: Period) -> list[Group]:
        """All answers to each question; of languages those that came."""
        came = sorted({c.partition(":")[2] for _day, c in self.counts if c.startswith("language:")})
        names = {code: row.name for code, row in table().items()}
        questions: list[tuple[str, str, list[tuple[str, Any]]]] = [
            (_("What the person wants"), "wish", list(Wish.choices)),
            (_("How it came"), "origin", list(Origin.choices)),
            (_("Language"), "language", [(code, names.get(code, code)) for code in came]),
        ]
        return [
            Group(title, [
                Figure(key := f"{name}:{value}", str(label), self.of(period, key))
                for value, label in answers
            ])
            for title, name, answers in questions
        ]  # fmt: skip


def numbers_of(team: Team, today: date) -> TeamNumbers:
    """Of the years that are shown: what is still there, and what was destroyed in time."""
    return _numbers([team], today)[0]


def own_numbers(user: User, today: date) -> list[TeamNumbers]:
    """Of each team in which she works today; of no other."""
    return _numbers(list(teams_of(user)), today)


def _numbers(teams: Sequence[Team], today: date) -> list[TeamNumbers]:
    """Two queries, however much there is and for however many teams."""
    since = date(today.year - YEARS + 1, 1, 1)
    found: dict[int, Counter[tuple[date, str]]] = {team.pk: Counter() for team in teams}
    for team, quarter, wish, origin, language, state, number in _live(found, since):
        counts = found[team]
        for answer in (ALL, *answers_of(wish, origin, language)):
            counts[quarter, answer] += number
        counts[quarter, STILL_OPEN] += number if state in OPEN_STATES else 0
    for tally in Tally.objects.filter(team__in=found, quarter__gte=since):
        found[tally.team_id][tally.quarter, tally.counted] += tally.number
    return [TeamNumbers(team.organisation, found[team.pk]) for team in teams]


def numbered() -> QuerySet[Case]:
    """What counts as a request: see NUMBERED_STATES; not what the person wants deleted."""
    rows = Case.objects.filter(state__in=NUMBERED_STATES, is_deletion_asked=False)
    return rows.exclude(count_status=CountStatus.NOT_COUNTED)


def answers_of(wish: str, origin: str, language: str) -> tuple[str, str, str]:
    """Under which names a request is counted beside `all`."""
    return f"wish:{wish}", f"origin:{origin}", f"language:{language}"


def quarter_of(day: date) -> date:
    """Its first day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def periods(today: date) -> list[Period]:
    """The years that are shown, the latest first, each before its quarters that have begun."""
    return [period for back in range(YEARS) for period in _year(today.year - back, today)]


def year_period(year: int) -> Period:
    """A whole year."""
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def _year(year: int, today: date) -> Iterator[Period]:
    yield year_period(year)
    for number in (4, 3, 2, 1):
        first = date(year, number * 3 - 2, 1)
        if first <= today:
            yield Period(f"{year}-{number}", first, _end_of(first))


def _end_of(quarter: date) -> date:
    after = date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
    return after - timedelta(1)


def _quarters_in(period: Period) -> list[date]:
    starts = (date(period.first.year, month, 1) for month in (1, 4, 7, 10))
    return [day for day in starts if period.first <= day <= period.last]


def _live(teams: Collection[int], since: date) -> Iterable[tuple[Any, ...]]:
    rows = numbered().filter(team__in=teams, received_on__gte=since).order_by()
    by = ("team", "quarter", "wish", "origin", "language", "state")
    grouped = rows.annotate(quarter=TruncQuarter("received_on")).values(*by)
    return grouped.annotate(number=Count("pk")).values_list(*by, "number")
