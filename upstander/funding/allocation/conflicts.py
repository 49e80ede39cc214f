"""Which rules cannot hold together: as few as possible, each of them needed for the conflict."""

from collections.abc import Collection
from decimal import Decimal

from upstander.funding.allocation.exact import Whole
from upstander.funding.allocation.frame import Frame, binding
from upstander.funding.allocation.highs import NotExact
from upstander.funding.allocation.problem import Conflict, Rule, Tie

Held = Collection[tuple[Rule, str]]


def conflicts(whole: Whole, forced: int | None = None) -> tuple[Conflict, ...]:
    """All that makes it impossible: after each conflict its floors are let go, to see the next.

    Where an application is `forced` in and the conflict is about no floor, that is the only one.
    """
    held, found = list(binding(whole)), []
    while not Frame(whole, held=held, forced=forced).is_possible():
        core = _core(whole, held, forced)
        found.append(_conflict(whole, core, forced))
        floors = {tie for tie in core if tie[0] == Rule.FLOOR}
        if not floors:
            break
        held = [tie for tie in held if tie not in floors]
    return tuple(found)


def _core(whole: Whole, held: Held, forced: int | None) -> list[tuple[Rule, str]]:
    """Let go of one rule after the other; those come back without which it would be possible."""
    core = list(held)
    for tie in held:
        rest = [one for one in core if one != tie]
        if not Frame(whole, held=rest, forced=forced).is_possible():
            core = rest
    return core


def _conflict(whole: Whole, core: Held, forced: int | None) -> Conflict:
    floors = [region for rule, region in core if rule == Rule.FLOOR]
    wanted = sum(whole.floors[region] for region in floors)
    if floors:
        possible = _most_of_floors(whole, core, floors, forced)
    elif forced is not None:
        wanted = whole.items[forced].least
        possible = min(_amount(whole, *tie) or 0 for tie in core)
    else:
        raise NotExact("HiGHS finds a conflict where there is none")
    return Conflict(
        tuple(Tie(*tie, _money(whole, _amount(whole, *tie))) for tie in core),
        Decimal(wanted * whole.unit),
        Decimal(possible * whole.unit),
        "" if forced is None else whole.items[forced].key,
    )


def _amount(whole: Whole, rule: Rule, region: str) -> int | None:
    if rule == Rule.FLOOR:
        return whole.floors[region]
    if rule == Rule.CEILING:
        return whole.ceilings[region]
    return whole.budget if rule == Rule.BUDGET else None


def _money(whole: Whole, amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount * whole.unit)


def _most_of_floors(whole: Whole, core: Held, floors: list[str], forced: int | None) -> int:
    """How much of these floors can be met together while the rest of the conflict holds."""
    rest = [tie for tie in core if tie[0] != Rule.FLOOR]
    frame = Frame(whole, held=rest, forced=forced)
    met = {}
    for region in floors:
        met[region] = frame.program.column(0, whole.floors[region], is_whole=False)
        frame.program.row({met[region]: 1, frame.money[region]: -1}, upper=0)
    found = frame.program.maximise(dict.fromkeys(met.values(), 1))
    if found is None:
        raise NotExact("HiGHS finds the rest of a conflict impossible as well")
    return round(found.objective)
