"""What is decided about: the applications of a call, what was proposed, and what it is worth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.funding.allocation.explain import explain
from upstander.funding.allocation.problem import (
    Award,
    Candidate,
    Envelope,
    Impossible,
    KindRule,
    Problem,
    Proposal,
    Refusal,
    Rule,
    Values,
)
from upstander.funding.allocation.sentences import amount_text, why_impossible, why_not
from upstander.funding.models import Application, Call, CommunityNeed, Decision, Scenario
from upstander.funding.queries.conflict import conflicts, in_review
from upstander.funding.queries.review import scores
from upstander.funding.rules.ceilings import ceiling
from upstander.funding.rules.decision import Row
from upstander.funding.states import ApplicationState
from upstander.network.interface import communities, memberships_of, regions

USUAL_NEED, ZERO = Decimal(1), Decimal(0)
CENT = Decimal("0.01")  # finer differences between scores mean nothing
Plain = dict[str, Any]


class Region(NamedTuple):
    """A region with its applications, what they get together, and between what that must lie."""

    region: Any
    rows: Sequence[Row]
    sum: Decimal
    floor: Decimal
    ceiling: Decimal | None


class Bounds(NamedTuple):
    """Between what the money of a region must lie; no `ceiling` leaves it to the budget."""

    region: Any
    region_id: int
    floor: Decimal
    ceiling: Decimal | None


class Compared(NamedTuple):
    """An application in two scenarios; nothing where it gets none, or was not among them yet."""

    application: Application
    first: Decimal | None
    second: Decimal | None


def applications(call: Call) -> QuerySet[Application]:
    """Those that are decided about, with all that the pages show."""
    found = Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)
    return found.select_related("organisation__seat__region", "kind").prefetch_related(
        "communities__region", "partners__organisation"
    )


def rows(call: Call) -> list[Row]:
    """Each application beside its decision."""
    decided = {
        decision.application_id: decision
        for decision in Decision.objects.filter(application__call=call).select_related(
            "made_by", "second_by", "scenario"
        )
    }
    awards = {award.application_id: award for award in call.awards.all()}
    found = []
    for one in applications(call):
        places = list(one.communities.all())
        most = ceiling(one.kind, len(places))
        region, decision = _region(one, places), decided.get(one.pk)
        found.append(Row(one, region, places, most, decision, awards.get(one.pk)))
    return found


def _region(application: Application, places: Sequence[Any]) -> Any:
    return places[0].region if places else application.organisation.seat.region  # type: ignore[union-attr]


def by_region(call: Call, found: Sequence[Row]) -> list[Region]:
    """The rows of each region in the order of the regions, with what holds for it."""
    envelopes = {one.region_id: one for one in bounds(call, found)}
    groups: dict[Any, list[Row]] = {}
    for row in sorted(found, key=_by_region):
        groups.setdefault(row.region, []).append(row)
    shown = []
    for region, here in groups.items():
        envelope = envelopes.get(region.pk)
        total = sum((row.amount for row in here), Decimal(0))
        floor = envelope.floor if envelope else Decimal(0)
        shown.append(Region(region, here, total, floor, envelope.ceiling if envelope else None))
    return shown


def _by_region(row: Row) -> tuple[int, str]:
    return row.region.position, row.application.organisation.name


def bounds(call: Call, found: Sequence[Row]) -> list[Bounds]:
    """What each region gets at least and at most.

    A floor asks for no more than the applications of the region can use: nobody can spend what
    nobody asked for, and the call must still come to an end.
    """
    usable: dict[Any, Decimal] = {}
    for row in found:
        usable[row.region.pk] = usable.get(row.region.pk, Decimal(0)) + _most(row)
    return [
        Bounds(
            one.region, one.region_id, min(one.floor, usable.get(one.region_id, ZERO)), one.ceiling
        )
        for one in call.envelopes.select_related("region")
    ]


def _most(row: Row) -> Decimal:
    asked = row.application.asked or ZERO
    return asked if row.ceiling is None else min(asked, row.ceiling)


def has_conflict(user: User, call: Call) -> bool:
    """Whether she belongs to one of those about whom the call decides."""
    return bool(conflicts(in_review(call), [user.pk]))


def places_applied_for(call: Call) -> dict[str, str]:
    """The communities of the applications: key and name, by name."""
    found = {place.key: place.name for one in applications(call) for place in one.communities.all()}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def said_needs(call: Call) -> dict[str, tuple[Decimal, str]]:
    """What was said of communities: weight and basis, by key."""
    found = CommunityNeed.objects.filter(call=call).select_related("community")
    return {need.community.key: (need.weight, need.basis) for need in found}


def needs(call: Call) -> dict[str, Decimal]:
    """The weight of each community that someone applied for, by its key."""
    said = said_needs(call)
    return {key: said.get(key, (USUAL_NEED, ""))[0] for key in places_applied_for(call)}


def problem_of(call: Call, *, budget: Decimal, seed: str) -> Problem:
    """The call as the solver is asked. An application without a score yet counts as zero."""
    found, given = rows(call), scores(call)
    return Problem(
        candidates=tuple(_candidate(row, given) for row in found),
        envelopes=tuple(
            Envelope(one.region.key, one.floor, one.ceiling) for one in bounds(call, found)
        ),
        budget=budget,
        need=needs(call),
        neighbours=_neighbours(),
        kinds={
            kind.key: KindRule(kind.least_communities, kind.are_neighbours_required)
            for kind in call.kinds.all()
        },
        draw_seed=seed,
    )


def _neighbours() -> dict[str, tuple[str, ...]]:
    found = communities().prefetch_related("neighbours")
    return {place.key: tuple(n.key for n in place.neighbours.all()) for place in found}


def _candidate(row: Row, given: Mapping[Any, Decimal]) -> Candidate:
    one = row.application
    most = _most(row)
    return Candidate(
        key=str(one.pk),
        organisation=one.organisation.key,
        region=row.region.key,
        communities=tuple(place.key for place in row.communities),
        kind=one.kind.key,
        floor=one.least if one.least is not None else most,
        cap=most,
        score=given.get(one.pk, Decimal(0)).quantize(CENT),
        partners=tuple(partner.organisation.key for partner in one.partners.all()),
    )


def plain_problem(problem: Problem) -> Plain:
    """As it is kept: JSON values, amounts and scores as text."""
    return {
        "candidates": [_texts(one._asdict()) for one in problem.candidates],
        "envelopes": [_texts(one._asdict()) for one in problem.envelopes],
        "budget": str(problem.budget),
        "need": {key: str(weight) for key, weight in problem.need.items()},
        "neighbours": {key: list(near) for key, near in _near(problem).items()},
        "kinds": {key: kind._asdict() for key, kind in problem.kinds.items()},
        "draw_seed": problem.draw_seed,
    }


def _near(problem: Problem) -> dict[str, tuple[str, ...]]:
    asked = {key for one in problem.candidates for key in one.communities}
    return {key: near for key, near in problem.neighbours.items() if key in asked}


def _texts(values: Plain) -> Plain:
    return {k: str(v) if isinstance(v, Decimal) else v for k, v in values.items()}


def problem_from(kept: Plain) -> Problem:
    """What `plain_problem` has written."""
    return Problem(
        candidates=tuple(_kept_candidate(one) for one in kept["candidates"]),
        envelopes=tuple(
            Envelope(one["region"], Decimal(one["floor"]), _decimal(one["ceiling"]))
            for one in kept["envelopes"]
        ),
        budget=Decimal(kept["budget"]),
        need={key: Decimal(weight) for key, weight in kept["need"].items()},
        neighbours={key: tuple(near) for key, near in kept["neighbours"].items()},
        kinds={key: KindRule(**kind) for key, kind in kept["kinds"].items()},
        draw_seed=kept["draw_seed"],
    )


def _kept_candidate(one: Plain) -> Candidate:
    numbers = {name: Decimal(one[name]) for name in ("floor", "cap", "score")}
    lists = {name: tuple(one[name]) for name in ("communities", "partners")}
    return Candidate(**{**one, **numbers, **lists})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def plain_outcome(found: Proposal | Impossible, names: Mapping[str, str]) -> Plain:
    """As it is kept: amounts by application, or what stands in the way as sentences."""
    if isinstance(found, Impossible):
        return {"conflicts": [why_impossible(conflict, names) for conflict in found.conflicts]}
    return {
        "amounts": {award.key: str(award.amount) for award in found.awards},
        "refused": [[one.key, one.rule, one.minimum_communities] for one in found.refused],
        "communities": list(found.communities),
        "values": {name: str(value) for name, value in found.values._asdict().items()},
        "is_proven": found.is_proven,
        "draw": list(found.draw),
    }


def proposal_from(kept: Plain) -> Proposal:
    """What `plain_outcome` has written of a proposal."""
    return Proposal(
        awards=tuple(Award(key, Decimal(text)) for key, text in kept["amounts"].items()),
        refused=tuple(
            Refusal(key, Rule(rule) if rule else None, least)
            for key, rule, least in kept["refused"]
        ),
        communities=tuple(kept["communities"]),
        values=Values(**{name: Decimal(text) for name, text in kept["values"].items()}),
        is_proven=kept["is_proven"],
        draw=tuple(kept["draw"]),
    )


def names_of(call: Call) -> dict[str, str]:
    """What the keys of a problem mean: applications by their organisation, and regions."""
    found = {str(one.pk): one.organisation.name for one in applications(call)}
    return {**found, **{region.key: region.name for region in regions()}}


def amounts_of(scenario: Scenario) -> dict[str, Decimal]:
    """What a scenario gives to each application, by its primary key as text."""
    return {key: Decimal(text) for key, text in scenario.found.get("amounts", {}).items()}


def worth(scenario: Scenario) -> list[tuple[str, str]]:
    """What a proposal is worth at each level, in the order in which they count."""
    if not scenario.is_possible:
        return []
    values = proposal_from(scenario.found).values
    return [
        (_("Need that is covered"), amount_text(values.coverage)),
        (_("Points"), amount_text(values.score)),
        (_("Money"), amount_text(values.money)),
        (_("Points × money"), amount_text(values.score_money)),
    ]


def explained(scenario: Scenario, application: Application) -> str:
    """Why a scenario gives nothing to an application: the same again with it forced in."""
    problem, proposal = problem_from(scenario.given), proposal_from(scenario.found)
    if str(application.pk) not in {one.key for one in proposal.refused}:
        return ""
    found = explain(problem, proposal, str(application.pk))
    return why_not(found, names_of(scenario.call))


def scenarios(call: Call) -> QuerySet[Scenario]:
    """Those of a call, the last one first."""
    return Scenario.objects.filter(call=call).select_related("made_by")


def compared(first: Scenario, second: Scenario) -> list[Compared]:
    """Where two scenarios of a call differ."""
    one, other = amounts_of(first), amounts_of(second)
    keys = {key for key in {*one, *other} if one.get(key) != other.get(key)}
    found = Application.objects.filter(pk__in=keys).select_related("organisation")
    return [Compared(row, one.get(str(row.pk)), other.get(str(row.pk))) for row in found]


def waiting_for_second(user: User) -> list[Decision]:
    """Overrides that she, as a second person, could agree to."""
    if not any(membership.role == "funder_officer" for membership in memberships_of(user)):
        return []
    found = Decision.objects.exclude(override="").filter(second_by=None).exclude(made_by=user)
    return list(found.select_related("application__organisation", "application__call"))
