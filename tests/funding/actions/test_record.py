"""Rounds that were announced, as a pack corrects them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.funding.award_made import organisation
from tests.funding.publication_made import a_call, an_award
from tests.funding.telling import TODAY, row
from upstander.funding.actions.record import write_records
from upstander.funding.models import Award
from upstander.funding.queries.record import all_kinds, snapshot
from upstander.network.models import Region

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


def test_what_is_new_in_a_pack():
    call = a_call("published", key="spring", year=2017)
    _made, values = _recorded(call)
    before = {name: snapshot(kind) for name, kind in KINDS.items()}
    publisher = {"prefix": "360G-lamps", "name": "Lamps", "funder_id": "", "country": "CA",
                 "license": "", "attribution": ""}  # fmt: skip
    round_ = {**before["call"]["spring"], "title": "Winter", "year": 2016}
    kind = {**before["call_kind"]["spring/pooled"], "least_communities": 1}
    envelope = {"floor": "5.00", "ceiling": "9.50"}
    award = {**values, "call": "winter", "kind": "lone", "communities": ["houston"]}
    new = {
        "publisher": {"1": publisher} if not before["publisher"] else {},
        "call": {"winter": round_}, "call_kind": {"winter/lone": kind},
        "envelope": {"winter/north": envelope}, "award": {"winter-1": award},
    }  # fmt: skip
    for name, rows in new.items():
        write_records(KINDS[name], rows, dict.fromkeys(rows, 3))
    assert {name: snapshot(kind) for name, kind in KINDS.items()} == {
        name: {**before[name], **rows} for name, rows in new.items()
    }
    one = Award.objects.get(reference="winter-1")
    assert (one.state, one.year, one.call.state, one.kind.position) == (
        "recorded", 2016, "published", 3,
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "key", "names"), [
    ("call_kind", "gone/lone", {}), ("envelope", "gone/north", {}),
    ("envelope", "spring/gone", {}), ("award", "new", {"call": "gone"}),
    ("award", "new", {"kind": "gone"}), ("award", "new", {"organisation": "gone"}),
    ("award", "new", {"partners": ["gone"]}), ("award", "new", {"communities": ["gone"]}),
])  # fmt: skip
def test_what_a_pack_names_that_is_not_there(kind, key, names):
    call = a_call("published", key="spring", year=2017)
    call.envelopes.create(region=Region.objects.first())
    _made, _values = _recorded(call)
    free = {"organisation": organisation().key} if kind == "award" else {}
    like = {**next(iter(snapshot(KINDS[kind]).values())), **free, **names}
    with pytest.raises(ObjectDoesNotExist, match=r"'gone'.* is no longer there"):
        write_records(KINDS[kind], {key: like}, {key: 0})
