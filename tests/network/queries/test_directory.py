"""The directory in the reader's language, and members of the network."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from upstander.network.models import Fact, Hub, Programme, Service, Spoke, Statement, Wording
from upstander.network.queries import directory
from upstander.network.queries.wording import Wordings

pytestmark = pytest.mark.django_db


def _french() -> Wordings:
    with translation.override("fr"):
        return Wordings(("service", "fact", "funding_model", "duty"))


def test_services_are_those_asked_for_and_those_of_every_page() -> None:
    everywhere = set(Service.objects.filter(is_on_every_page=True).values_list("key", flat=True))
    found = directory.services({"bc-211", "no-such-service"}, _french())
    assert set(found) == everywhere | {"bc-211"}


def test_a_service_speaks_the_readers_language_in_every_field() -> None:
    shown = directory.services({"bc-211"}, _french())["bc-211"]
    assert set(shown.say) == set(directory.SPOKEN)
    spoken = {name: text.language for name, text in shown.say.items() if text}
    assert spoken == dict.fromkeys(spoken, "fr")
    assert shown.say["purpose"].words != shown.row.purpose


def test_an_empty_field_stays_empty_in_every_language() -> None:
    Service.objects.filter(key="bc-211").update(limits="")
    assert not directory.services({"bc-211"}, _french())["bc-211"].say["limits"]


def test_facts_are_those_asked_for() -> None:
    keys = set(Fact.objects.values_list("key", flat=True)[:2])
    found = directory.facts(keys | {"no-such-fact"}, _french())
    assert {key: shown.say["text"].language for key, shown in found.items()} == dict.fromkeys(
        keys, "fr"
    )


def test_the_smaller_funding_model_comes_first() -> None:
    rows = [shown.row for shown in directory.funding_models(_french())]
    assert [(r.kind, int(r.annual_maximum)) for r in rows] == [
        ("community", 7500),
        ("regional", 15000),
    ]


def test_statements_are_of_one_kind_in_order() -> None:
    found = directory.statements("duty", _french())
    rows = Statement.objects.filter(kind="duty").order_by("position")
    assert [shown.row for shown in found] == list(rows)
    assert {shown.say["text"].language for shown in found} == {"fr"}


def test_without_a_pack_there_is_no_programme() -> None:
    assert directory.programme() == Programme.objects.get()
    Programme.objects.all().delete()
    assert directory.programme() is None


def test_lists_for_editors_hold_every_record() -> None:
    assert len(directory.service_names()) == Service.objects.count()
    assert directory.service_names() == sorted(directory.service_names(), key=lambda row: row[1])
    assert [key for key, _ in directory.fact_texts()] == list(
        Fact.objects.order_by("position").values_list("key", flat=True)
    )


def test_every_spoke_and_the_hub_is_a_member() -> None:
    kinds = {s.organisation.key: "spoke" for s in Spoke.objects.all()}
    kinds |= {h.organisation.key: "hub" for h in Hub.objects.all()}
    assert len(kinds) == 35
    assert {key: directory.member(key)[1] for key in kinds} == kinds


@pytest.mark.parametrize("key", ["no-such-group", ""])
def test_others_are_no_members(key) -> None:
    assert directory.member(key) is None


def test_a_spoke_whose_term_ended_is_no_member() -> None:
    Spoke.objects.filter(organisation__key="saulteau-first-nations").update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert directory.member("saulteau-first-nations") is None


def test_a_hub_that_ended_is_no_member() -> None:
    hub = Hub.objects.get()
    Hub.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert directory.member(hub.organisation.key) is None


def test_a_wording_of_another_kind_is_not_fetched() -> None:
    row = Wording.objects.get(language="fr", key="service:bc-211:purpose")
    with translation.override("fr"):
        text = Wordings(("fact",)).text(row.key, Service.objects.get(key="bc-211").purpose)
    assert text.language == "en"
