"""Rounds that were announced, as a pack corrects them."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funding.award_made import organisation
from tests.funding.publication_made import a_call, an_award
from tests.funding.telling import TODAY, row
from upstander.funding.actions.record import write_records
from upstander.funding.models import Award
from upstander.funding.queries.record import all_kinds, snapshot

pytestmark = pytest.mark.django_db
KINDS = {kind.name: kind for kind in all_kinds()}
SAID = ("call", "kind", "organisation", "year", "amount", "starts_on", "state", "changed_on")


def _recorded(call, **fields):
    made = an_award(call, state="recorded", basis="Told by its funder.", **fields)
    return made, snapshot(KINDS["award"])[made.reference]


def test_an_award_that_was_of_another_round(telling):
    first, second = (a_call("published", key=key, year=year)
                     for key, year in (("spring", 2017), ("autumn", 2018)))  # fmt: skip
    made, values = _recorded(first)
    other = Award.objects.exclude(pk=made.pk).first()
    before = row(other, *SAID)
    moon = organisation(2)
    kept = {name: value for name, value in snapshot(KINDS["award"]).items() if name != "spring-1"}
    moved = {**values, "call": "autumn", "organisation": moon.key, "amount": "10.50",
             "starts_on": "2018-04-01", "communities": ["burnaby", "houston"]}  # fmt: skip
    write_records(KINDS["award"], {made.reference: moved}, {})
    assert row(made, *SAID) == (
        second.pk, second.kinds.get().pk, moon.pk, 2018, Decimal("10.50"), date(2018, 4, 1),
        "recorded", TODAY,
    )  # fmt: skip
    places = made.places.order_by("community__key").values_list("community__key", "year")
    assert list(places) == [("burnaby", 2018), ("houston", 2018)]
    assert snapshot(KINDS["award"]) == {**kept, made.reference: moved}
    assert row(other, *SAID) == before


def test_a_round_that_was_of_another_year():
    call, other = (a_call("published", key=key, year=year)
                   for key, year in (("spring", 2016), ("autumn", 2017)))  # fmt: skip
    made, _values = _recorded(call)
    stays, _values = _recorded(other)
    corrected = {**snapshot(KINDS["call"])["spring"], "year": 2018}
    write_records(KINDS["call"], {"spring": corrected}, {})
    years = [row(one, "year", "places__year") for one in (made, stays)]
    assert years == [(2018, 2018), (2017, 2017)]
