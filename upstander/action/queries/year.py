"""The plan and the report of a year of one organisation, as blocks of a document."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.formats import number_format as number
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Project
from upstander.action.queries.priority import communities_of, priorities_visible_to
from upstander.action.queries.project import projects_visible_to
from upstander.action.queries.project_summary import Change, Held, Summary, project_summary
from upstander.action.queries.summary import reports_said, summaries_visible_to
from upstander.action.states import RECORD_STATES, PriorityState, SummaryState
from upstander.core.money import written
from upstander.network.interface import (
    Audience,
    audiences_of,
    memberships_of,
    open_spokes,
    releasing_to,
    writes_for,
)
from upstander.partnership.interface import committee_of, partners_visible_to
from upstander.protocols.interface import lessons_visible_to, protocol_state_of

Block = dict[str, Any]


class Reader(NamedTuple):
    """Who reads about an organisation; `audience` is None for whoever works there."""

    user: User
    organisation: Any
    audience: Audience | None

    @property
    def is_closed(self) -> bool:
        """Whether the organisation decides record by record what this reader sees."""
        return self.audience is not None and self.organisation.is_indigenous_governed

    def empty(self, words: str) -> str:
        """What is said where nothing is to be seen: of what is not shown, nothing is said."""
        return _("Not shown here") if self.is_closed else words


def reader_of(user: User, organisation: Any) -> Reader | None:
    """Her own people; hub and funder of a spoke that shows them something. None for anyone else."""
    mine = list(memberships_of(user))
    if writes_for(mine, organisation.pk):
        return Reader(user, organisation, None)
    audience = next((a for a in (Audience.HUB, Audience.FUNDER) if a in audiences_of(mine)), None)
    if audience is None or not open_spokes().filter(organisation=organisation).exists():
        return None
    found = Reader(user, organisation, audience)
    is_shut = found.is_closed and organisation.pk not in releasing_to(audience)
    return None if is_shut else found


def plan_of(year: int, reader: Reader, today: date) -> tuple[str, list[Block]]:
    """Title and blocks: who works together, what is agreed, and the projects of a year.

    As far as the reader may see each record.
    """
    title = _("Plan of %(year)s") % {"year": year}
    projects = _projects(reader, year).prefetch_related("milestones", "outcomes")
    none = reader.empty(_("There is no project in this year."))
    blocks: list[Block] = [
        {"text": str(reader.organisation)},
        *_together(reader, today),
        *_agreed(reader),
        *_section(_("Projects"), none, _planned(projects, reader)),
    ]
    return title, blocks


def report_of(year: int, reader: Reader, today: date) -> tuple[str, list[Block]]:
    """Title and blocks: what took place in a year, what came of it, what it cost, what was learned.

    As far as the reader may see each record; what was learned is not the funder's to read.
    """
    title = _("Report on %(year)s") % {"year": year}
    first, last = date(year, 1, 1), date(year, 12, 31)
    pks = list(_projects(reader, year).values_list("pk", flat=True))
    found = project_summary(pks, first, min(last, today))
    blocks: list[Block] = [
        {"text": str(reader.organisation)},
        *_sums(found, reader),
        *_section(_("Projects"), reader.empty(_("There is no project in this year.")),
                  _came(found)),
    ]  # fmt: skip
    if reader.audience is not Audience.FUNDER:
        none = reader.empty(_("Nothing is written yet."))
        blocks += _section(_("What we learned"), none, _lessons(reader, year))
    none = reader.empty(_("There is no summary yet."))
    blocks += _section(_("Annual summary"), none, _said(reader, year))
    return title, blocks


def _sums(found: Sequence[Summary], reader: Reader) -> Iterator[Block]:
    """In all; not where only a part is shown, which would pass for the whole."""
    if reader.is_closed:
        return
    yield {"facts": [
        [_("Projects"), str(len(found))],
        [_("Activities"), str(sum(len(row.activities) for row in found))],
        [_("People who came"), number(sum(row.attendance for row in found))],
    ]}  # fmt: skip


def _section(head: str, empty: str, blocks: Iterator[Block]) -> list[Block]:
    """A heading, and what stands below it; a sentence where there is nothing."""
    return [{"head": head}, *(list(blocks) or [{"text": empty}])]


def _projects(reader: Reader, year: int) -> QuerySet[Project]:
    days = Q(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1))
    rows = projects_visible_to(reader.user).filter(
        days, organisation=reader.organisation, state__in=RECORD_STATES
    )
    return rows.select_related("priority").order_by("starts_on", "pk")


def _together(reader: Reader, today: date) -> Iterator[Block]:
    organisation = reader.organisation
    places = [place.name for place in communities_of(organisation)]
    shown = partners_visible_to(reader.user).filter(_runs(today), organisation=organisation)
    partners = list(shown.order_by("name", "pk"))
    state = protocol_state_of(organisation, reader.audience)
    words = str(state.standing.label)
    rows = [
        [_("Communities"), ", ".join(places) or "–"],
        [_("Response protocol"), f"{words}, {_day(state.since)}" if state.since else words],
        [_("Partners"), str(len(partners)) if partners else reader.empty("0")],
    ]
    if not reader.is_closed:
        people = str(committee_of(organisation, today).count())
        rows.insert(1, [_("People in the committee"), people])
    yield {"facts": rows}
    if partners:
        named = [[row.name, row.get_kind_display(), _day(row.starts_on)] for row in partners]
        yield {"columns": [_("Partner"), _("Kind"), _("Since")], "rows": named}


def _runs(today: date) -> Q:
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))


def _agreed(reader: Reader) -> list[Block]:
    rows = priorities_visible_to(reader.user).filter(
        organisation=reader.organisation, state=PriorityState.AGREED
    )
    named = [
        [row.title, row.institution or row.get_addresses_display(), _day(row.agreed_on)]
        for row in rows
    ]
    head = {"head": _("Agreed priorities")}
    if not named:
        return [head, {"text": reader.empty(_("No priority is agreed yet."))}]
    columns = [_("Priority"), _("What it addresses"), _("Agreed on")]
    return [head, {"columns": columns, "rows": named}]


def _planned(projects: QuerySet[Project], reader: Reader) -> Iterator[Block]:
    own = priorities_visible_to(reader.user).filter(organisation=reader.organisation)
    shown = set(own.values_list("pk", flat=True))
    for row in projects:
        yield {"sub": row.title}
        yield {"text": row.goal}
        facts = [
            [_("State"), row.get_state_display()],
            [_("Days"), f"{_day(row.starts_on)} – {_day(row.ends_on)}"],
        ]
        if row.priority and row.priority.pk in shown:
            facts.append([_("Priority"), row.priority.title])
        if row.budget is not None:
            facts.append([_("Budget"), _money(row.budget, row.currency)])
        yield {"facts": facts}
        if steps := [[m.text, _day(m.due_on), _day(m.done_on)] for m in row.milestones.all()]:
            columns = [_("Milestone"), _("Due"), pgettext("milestone", "Done")]
            yield {"columns": columns, "rows": steps}
        if aims := [
            [o.change, o.indicator, _value(o.baseline, o.unit), _value(o.target, o.unit)]
            for o in row.outcomes.all()
        ]:
            columns = [_("What should change"), _("Indicator"), _("At the start"), _("Target")]
            yield {"columns": columns, "rows": aims}


def _came(found: Sequence[Summary]) -> Iterator[Block]:
    for row in found:
        yield {"sub": row.title}
        facts = [[_("Spent in this year"), _cost(row)]]
        if row.books.budget is not None:
            facts.append([_("Budget"), _money(row.books.budget, row.currency)])
        yield {"facts": facts}
        if row.activities:
            columns = [_("Activity"), _("Kind"), _("Day"), _("People who came")]
            yield {"columns": columns, "rows": [
                [held.title, held.kind_name, _day(held.held_on), _came_to(held)]
                for held in row.activities
            ]}  # fmt: skip
        if row.outcomes:
            columns = [_("What should change"), _("Target"), _("Measured"), _("Day")]
            yield {"columns": columns, "rows": [_outcome(one) for one in row.outcomes]}


def _outcome(one: Change) -> list[str]:
    return [
        f"{one.change} ({one.indicator})",
        _value(one.target, one.unit),
        _value(one.value, one.unit),
        _day(one.measured_on),
    ]


def _lessons(reader: Reader, year: int) -> Iterator[Block]:
    rows = lessons_visible_to(reader.user).filter(organisation=reader.organisation)
    rows = rows.filter(closed_on__year=year)
    for run in rows:
        yield {"sub": f"{run.title or run.of.protocol.title}, {_day(run.closed_on)}"}
        for words in (run.went_well, run.went_badly, run.to_change):
            if words:
                yield {"text": words}


def _said(reader: Reader, year: int) -> Iterator[Block]:
    rows = summaries_visible_to(reader.user).filter(organisation=reader.organisation, year=year)
    row = rows.first()
    if row is None:
        return
    if row.state == SummaryState.DRAFT:
        yield {"text": _("This is a draft. It is not agreed yet.")}
    yield {"text": row.words}
    if row.reports is not None:
        label = _("Number of reports that the organisation counted")
        said = reports_said(row, is_own=reader.audience is None)
        yield {"facts": [[label, said]]}
        yield {"text": _("Reports are not incidence: most people tell nobody.")}


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else "–"


def _money(amount: Decimal, currency: str) -> str:
    return written(amount, currency, get_language() or "en")


def _cost(row: Summary) -> str:
    if row.cost is None:
        return _("No cost is written yet.")
    return _money(row.cost, row.currency)


def _came_to(held: Held) -> str:
    if held.attendance is None:
        return "–"
    people = number(held.attendance)
    return f"{people} ({_('estimated')})" if held.is_estimated else people


def _value(value: Decimal | None, unit: str) -> str:
    return "–" if value is None else f"{number(value.normalize())} {unit}".strip()
