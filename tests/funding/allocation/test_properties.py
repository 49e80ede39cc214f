"""Whatever is asked: every rule holds exactly, and nothing that is better was overlooked."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.calls import KINDS
from upstander.funding.allocation.exact import broken_rules, values_of
from upstander.funding.allocation.problem import Candidate, Envelope, Impossible, Problem, Proposal
from upstander.funding.allocation.solve import propose

PLACES = [f"c{number}" for number in range(9)]
REGIONS = ["north", "south", "west"]
cents = st.integers(0, 2_000_000).map(lambda number: Decimal(number) / 100)
dollars = st.integers(0, 20_000).map(Decimal)
scores = st.one_of(st.integers(0, 4), st.integers(0, 10_000)).map(lambda n: Decimal(n) / 100)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Up to fourteen, on nine communities in three regions."""
    return [
        Candidate(
            f"a{number}",
            f"o{draw(st.integers(0, 9))}",
            draw(st.sampled_from(REGIONS)),
            tuple(draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3))),
            draw(st.sampled_from(sorted(KINDS))),
            draw(dollars),
            draw(dollars),
            draw(scores),
        )
        for number in range(draw(st.integers(0, 14)))
    ]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Chains of neighbours; floors small enough that most calls are possible."""
    return Problem(
        tuple(draw(candidates())),
        tuple(
            Envelope(
                region,
                draw(st.sampled_from([Decimal(0), Decimal(0), Decimal(500)])),
                draw(st.one_of(st.none(), cents)),
            )
            for region in draw(st.lists(st.sampled_from(REGIONS), unique=True))
        ),
        draw(cents) * 3,
        {place: draw(scores) for place in PLACES},
        {place: tuple(PLACES[max(0, n - 1) : n + 2]) for n, place in enumerate(PLACES)},
        KINDS,
        draw(st.text(max_size=3)),
    )


@settings(max_examples=80, deadline=None)
@given(problems())
def test_every_rule_holds_exactly(problem) -> None:
    proposal = propose(problem)
    if isinstance(proposal, Impossible):
        assert any(envelope.floor for envelope in problem.envelopes)
        return
    given_amounts = dict(proposal.awards)
    assert broken_rules(problem, given_amounts) == ()
    assert values_of(problem, given_amounts) == proposal.values
    assert proposal.is_proven
    by_key = {one.key: one for one in problem.candidates}
    awarded = [by_key[key] for key in given_amounts]
    places = [place for one in awarded for place in set(one.communities)]
    assert sorted(set(places)) == sorted(places)
    assert len({one.organisation for one in awarded}) == len(awarded)
    assert sum(given_amounts.values()) <= problem.budget
    for one in awarded:
        assert one.floor <= given_amounts[one.key] <= one.cap
        assert given_amounts[one.key] == int(given_amounts[one.key]) > 0
    for envelope in problem.envelopes:
        here = sum(given_amounts[one.key] for one in awarded if one.region == envelope.region)
        assert envelope.floor <= here
        assert envelope.ceiling is None or here <= envelope.ceiling
    refused = {refusal.key for refusal in proposal.refused}
    assert refused | given_amounts.keys() == by_key.keys()
    assert not refused & given_amounts.keys()


@settings(max_examples=40, deadline=None)
@given(problems(), st.randoms())
def test_the_order_changes_nothing_and_more_money_never_covers_less(problem, chance) -> None:
    mixed = list(problem.candidates)
    chance.shuffle(mixed)
    proposal = propose(problem)
    assert propose(problem._replace(candidates=tuple(mixed))) == proposal
    more = propose(problem._replace(budget=problem.budget + 700))
    if isinstance(proposal, Proposal):
        assert isinstance(more, Proposal)
        assert more.values.coverage >= proposal.values.coverage


@settings(max_examples=40, deadline=None)
@given(problems())
def test_no_award_can_be_added_or_raised(problem) -> None:
    proposal = propose(problem)
    if isinstance(proposal, Impossible):
        return
    amounts = dict(proposal.awards)
    for one in problem.candidates:
        least = max(Decimal(1), one.floor)
        amount = amounts[one.key] + 1 if one.key in amounts else least
        better = amounts | {one.key: amount}
        assert broken_rules(problem, better) or values_of(problem, better) <= proposal.values
