"""What was started, as those see it who work on it; and what was learned from it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, Prefetch, Q, QuerySet, Sum, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.network.interface import (
    WRITING_ROLES,
    Audience,
    Role,
    hub_today,
    memberships_of,
    people_in,
    shown_to,
)
from upstander.protocols.models import Level, Protocol, Run, RunEntry, RunStep, RunTally, Version
from upstander.protocols.rules.run import OVER_VERSIONS, SECTIONS
from upstander.protocols.states import HOLDING_STATES, RunKind, RunState, RunStepState, Section

HOUR, DAY = 3600, 86400
HUB_ROLES = (Role.HUB_STAFF, Role.HUB_COORDINATOR)


class Line(NamedTuple):
    """A step, how long there is ("" where it has no time or is settled), whether it is late."""

    step: RunStep
    left: str
    is_late: bool


class Checklist(NamedTuple):
    """A run with its steps: what is due first stands first, then what is settled."""

    run: Run
    to_do: list[Line]
    settled: list[Line]
    late: int


class Asked(NamedTuple):
    """A version that can be started, with its levels; `is_held` where it is in force."""

    version: Version
    levels: list[Level]
    is_held: bool


class Choice(NamedTuple):
    """A version, at one of its levels; no level where it has none."""

    version: Version
    level: Level | None


class Choices(NamedTuple):
    """Groups of values and labels as a form takes them, and each value's choice."""

    choices: list[tuple[str, list[tuple[str, str]]]]
    chosen: dict[str, Choice]


def organisations_of(user: User) -> set[int]:
    """The numbers of the organisations that she writes for today."""
    return {m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES}


def runs_visible_to(user: User) -> QuerySet[Run]:
    """Those on events and exercises of her organisations; those on requests are shown nowhere."""
    rows = Run.objects.filter(organisation__in=organisations_of(user)).exclude(kind=RunKind.CASE)
    return rows.select_related("of__protocol", "organisation", "started_by")


def with_numbers(rows: QuerySet[Run], now: datetime) -> QuerySet[Run]:
    """Each with `open_steps` and `late_steps`."""
    is_open = Q(steps__state=RunStepState.OPEN)
    return rows.annotate(
        open_steps=Count("steps", filter=is_open),
        late_steps=Count("steps", filter=is_open & Q(steps__due_at__lt=now)),
    )


def startable_by(organisations: set[int], *, held_only: bool = False) -> list[Asked]:
    """What can be started, with its levels, in two queries; what is in force stands first."""
    rows = Version.objects.filter(protocol__organisation__in=organisations)
    rows = rows.filter(state__in=HOLDING_STATES) if held_only else rows.exclude(
        state__in=OVER_VERSIONS
    )  # fmt: skip
    rows = rows.select_related("protocol__organisation").prefetch_related("levels")
    found = [
        Asked(row, list(row.levels.all()), row.state in HOLDING_STATES)
        for row in rows.order_by("protocol__title", "protocol", "-number", "pk")
    ]
    return sorted(found, key=lambda asked: not asked.is_held)


def choices_of(asked: Iterable[Asked]) -> Choices:
    """What a form offers: levels under their version; and what each value of it stands for."""
    choices, chosen = [], {}
    for row in asked:
        version, levels = row.version, []
        for level in row.levels:
            trigger = f": {level.trigger}" if level.trigger else ""
            levels.append((f"{version.pk}-{level.pk}", f"{level.title}{trigger}"))
            chosen[levels[-1][0]] = Choice(version, level)
        if not row.levels:
            levels.append((f"{version.pk}-0", _("All steps")))
            chosen[levels[-1][0]] = Choice(version, None)
        # Isolated, so that two directions do not mix.
        title = f"\u2068{version.protocol.title}\u2069"
        choices.append((f"{title} ({version.number}, {version.get_state_display()})", levels))
    return Choices(choices, chosen)


def checklist_of(run: Run, now: datetime) -> Checklist:
    """One query for the steps. What has no time comes last, in the order of the sections."""
    steps = sorted(
        run.steps.select_related("assignee", "settled_by"),
        key=lambda step: (SECTIONS[Section(step.section)], step.position),
    )
    is_over = run.state != RunState.RUNNING
    to_do = [_line(step, now, is_over) for step in steps if step.state == RunStepState.OPEN]
    to_do.sort(key=lambda line: (line.step.due_at is None, line.step.due_at or now))
    settled = [_line(step, now, is_over) for step in steps if step.state != RunStepState.OPEN]
    return Checklist(run, to_do, settled, sum(line.is_late for line in to_do))


def _line(step: RunStep, now: datetime, is_over: bool) -> Line:
    due = step.due_at
    if step.state != RunStepState.OPEN:
        is_late = due is not None and step.settled_at is not None and step.settled_at > due
        return Line(step, "", is_late)
    if due is None or is_over:
        return Line(step, "", due is not None and due < now)
    return Line(step, time_left(due, now), due < now)


def time_left(due: datetime, now: datetime) -> str:
    """How long there is, in words, rounded down; "" once it is over."""
    seconds = int((due - now).total_seconds())
    if seconds < 0:
        return ""
    if seconds >= 2 * DAY:
        days = seconds // DAY
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    if seconds >= 2 * HOUR:
        number = seconds // HOUR
        return ngettext("%(number)s hour left", "%(number)s hours left", number) % {
            "number": number
        }
    number = seconds // 60
    return ngettext("%(number)s minute left", "%(number)s minutes left", number) % {
        "number": number
    }


def log_of(run: Run) -> QuerySet[RunEntry]:
    """What was written, the newest first."""
    return run.entries.select_related("made_by", "step").order_by("-made_at", "-pk")


def people_for(organisation_id: int) -> list[User]:
    """Who can be given a step: each once, by name."""
    rows = people_in(organisation_id, WRITING_ROLES)
    return list({row.user_id: row.user for row in rows}.values())


def runs_on_requests(organisations: set[int], protocol: int | None = None) -> int:
    """How many were ever started on requests: those that are there, and those that are gone."""
    there = Run.objects.filter(organisation__in=organisations, kind=RunKind.CASE)
    gone = RunTally.objects.filter(of__protocol__organisation__in=organisations)
    if protocol is not None:
        there, gone = there.filter(of__protocol=protocol), gone.filter(of__protocol=protocol)
    return there.count() + (gone.aggregate(all=Sum("runs"))["all"] or 0)


def in_order(runs: QuerySet[Run]) -> QuerySet[Run]:
    """What runs stands first, then what is to be looked back on; of each the newest."""
    places = [When(state=state, then=place) for place, state in enumerate(RunState)]
    return runs.order_by(Case(*places), "-started_at", "-pk")


def lessons_of(protocol: Protocol) -> QuerySet[Run]:
    """What was learned from closed events and exercises of a protocol, the newest first.

    For whoever works on the protocol; others see lessons_visible_to. Never of a request.
    """
    return _lessons().filter(of__protocol=protocol)


def lessons_visible_to(user: User) -> QuerySet[Run]:
    """Those of her organisations; for the hub, of protocols that held and may be shown to it."""
    mine = list(memberships_of(user))
    own = Q(organisation__in=[m.organisation_id for m in mine if m.role in WRITING_ROLES])
    found = hub_today()
    hub = found.organisation_id if found else None
    if not any(m.organisation_id == hub and m.role in HUB_ROLES for m in mine):
        return _lessons().filter(own)
    shown = shown_to(Audience.HUB, "protocol", Protocol.objects.all()).order_by()
    is_shown = Q(of__protocol__in=shown.values("pk"), of__in_force_on__isnull=False)
    return _lessons().filter(own | is_shown)


def _lessons() -> QuerySet[Run]:
    rows = Run.objects.filter(state=RunState.CLOSED).exclude(kind=RunKind.CASE)
    return rows.select_related("of__protocol", "organisation").order_by("-closed_on", "-pk")


def run_of_request(token: str) -> Run:
    """The run with this random name; NotAllowed where it is gone."""
    rows = Run.objects.filter(kind=RunKind.CASE, token=token)
    if (run := rows.select_related("of__protocol", "organisation").first()) is None:
        raise NotAllowed(_("This has already been dealt with. Look at the page again."))
    return run


def locked_run(run: Run) -> Run:
    """The run as it is now, held until the transaction ends."""
    rows = Run.objects.select_for_update(no_key=True, of=("self",)).select_related("of__protocol")
    if (found := rows.filter(pk=run.pk).first()) is None:
        raise NotAllowed(_("This has already been dealt with. Look at the page again."))
    return found


def levels_of(run: Run) -> list[Level]:
    """The levels of its version, in order."""
    return list(run.of.levels.all())


def steps_with_levels(version: Version) -> Sequence[Any]:
    """The steps of a version with all that is copied from them; two queries."""
    levels = Prefetch("levels", Level.objects.all())
    return list(version.steps.select_related("duty__partner").prefetch_related(levels))
