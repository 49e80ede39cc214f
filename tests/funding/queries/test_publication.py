"""What anyone may see: calls once they are open, awards once their call is published."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from tests.funding.publication_made import a_call, an_award
from upstander.funding.models import Award, Call
from upstander.funding.queries import publication
from upstander.funding.queries.publication import SAID, RegionSum
from upstander.funding.states import AwardState, CallState
from upstander.network.interface import Text, Wordings
from upstander.network.models import Organisation, Wording

pytestmark = pytest.mark.django_db


def _wordings(language: str) -> Wordings:
    with override(language):
        return Wordings((*SAID, "region"))


@pytest.mark.parametrize("state", CallState.values)
def test_a_call_is_seen_once_it_is_open(state) -> None:
    call = a_call(state)
    seen = state not in ("draft", "scheduled")
    assert publication.public_call("spring") == (call if seen else None)
    assert [c.key for c in publication.public_calls()] == ["spring"] * seen + ["july-2020"]
    assert ("funding/spring/" in publication.public_paths()) is seen


@pytest.mark.parametrize("state", CallState.values)
def test_an_award_is_seen_once_its_call_is_published(state) -> None:
    award = an_award(a_call(state))
    seen = state == "published"
    assert publication.public_award("spring", "spring-1") == (award if seen else None)
    assert list(publication.awards_to(award.organisation_id))[:-1] == [award] * seen
    assert ("funding/spring/spring-1/" in publication.public_paths()) is seen


@pytest.mark.parametrize("state", AwardState.values)
def test_an_award_that_nobody_took_is_not_seen(state) -> None:
    basis = "Told." if state == "recorded" else ""
    award = an_award(a_call("published"), state=state, basis=basis)
    seen = state not in ("declined", "withdrawn")
    assert publication.public_award("spring", "spring-1") == (award if seen else None)
    assert ("funding/spring/spring-1/" in publication.public_paths()) is seen


def test_an_award_is_found_below_its_own_call_only() -> None:
    a_call("published")
    assert publication.public_award("spring", "july-2020-01") is None
    assert publication.public_award("july-2020", "july-2020-01") is not None


def test_the_round_of_july_2020_has_the_announced_sums() -> None:
    [found] = publication.rounds(publication.public_calls(), _wordings("en"))
    rows = [(row.region.key, len(row.awards), row.communities, row.amount) for row in found.regions]
    assert rows == [
        ("north", 9, 10, Decimal("75000.00")),
        ("vancouver-island-and-coast", 7, 7, Decimal("52500.00")),
        ("lower-mainland", 13, 14, Decimal("105000.00")),
        ("interior", 5, 9, Decimal("67500.00")),
    ]
    assert (found.awards, found.communities, found.amount) == (34, 40, Decimal("300000.00"))


def test_a_call_that_is_not_published_is_no_round() -> None:
    assert publication.rounds([a_call("decided")], _wordings("en")) == []


def test_an_award_without_a_place_lies_in_no_region() -> None:
    award = an_award(a_call("published"))
    award.places.update(is_held=False)
    [row] = publication.rounds([award.call], _wordings("en"))
    assert (row.regions, row.amount) == ([], Decimal("7500.50"))


def test_the_name_of_a_region_is_in_the_language_of_the_reader() -> None:
    [found] = publication.rounds(publication.public_calls(), _wordings("fr"))
    [interior] = [row for row in found.regions if row.region.key == "interior"]
    assert isinstance(interior, RegionSum)
    assert interior.name == Text("Intérieur (Interior)", "fr", "Interior")


def test_a_text_of_the_pack_is_said_by_its_catalogue() -> None:
    call = Call.objects.get(key="july-2020")
    award = Award.objects.get(reference="july-2020-21")
    french = _wordings("fr")
    assert publication.said(french, call, call, "title").words == "Financement local, juillet 2020"
    assert publication.said(french, call, award, "override").language == "fr"
    assert publication.said(french, call, award, "basis").language == "fr"
    assert publication.said(french, call, award.kind, "name").words == "Groupe local régional"
    assert publication.said(french, call, award, "title") == Text(award.title, "en")
    assert publication.said(_wordings("en"), call, call, "title") == Text(call.title, "en")


def test_a_text_of_the_desk_comes_before_that_of_the_catalogue() -> None:
    call = Call.objects.get(key="july-2020")
    call.texts = {"fr": {"title": "Les mots du bureau"}}
    assert publication.said(_wordings("fr"), call, call, "title") == Text(
        "Les mots du bureau", "fr"
    )


def test_a_text_that_was_written_in_french_is_french_everywhere() -> None:
    call = a_call(language="fr", title="Argent du printemps")
    for language in ("en", "fr", "ar"):
        found = publication.said(_wordings(language), call, call, "title")
        assert found == Text("Argent du printemps", "fr")


def test_a_text_that_is_not_there_says_nothing() -> None:
    call = a_call(summary="")
    assert not publication.said(_wordings("fr"), call, call, "summary")


def test_what_is_not_confirmed_stays_with_the_award() -> None:
    award = publication.public_award("july-2020", "july-2020-34")
    assert award is not None
    assert [str(t) for t in publication.remarks_of(award, _wordings("en"))] == [
        "a spoke by 2022; not confirmed for July 2020"
    ]
    Organisation.objects.filter(key="whistler-multicultural-society").update(remark="Small.")
    award = publication.public_award("july-2020", "july-2020-34")
    assert award is not None
    assert [t.language for t in publication.remarks_of(award, _wordings("fr"))] == ["en", "fr"]


def test_a_machine_draft_that_is_said_is_noted() -> None:
    call, french = Call.objects.get(key="july-2020"), _wordings("fr")
    assert Wording.objects.filter(key="call:july-2020:title", state="machine_draft").exists()
    publication.said(french, call, call, "title")
    assert french.has_drafts


def test_every_path_of_calls_and_awards_is_named_once() -> None:
    paths = publication.public_paths()
    assert (len(paths), len(set(paths)), paths[0]) == (35, 35, "funding/july-2020/")


def test_the_publisher_is_that_of_the_pack() -> None:
    found = publication.publisher()
    assert found is not None
    assert (str(found), found.country) == ("360G-resiliencebc", "CA")


def test_in_its_own_language_a_text_is_as_it_was_written() -> None:
    call = a_call(texts={"en": {"title": "Before"}, "fr": {"title": "Printemps"}})
    told = [publication.said(_wordings(code), call, call, "title") for code in ("en", "fr", "pa")]
    assert told == [Text("Spring money", "en"), Text("Printemps", "fr"), Text("Spring money", "en")]
    assert publication.said(_wordings("fr"), call, call.kinds.get(), "name").language == "en"


def test_the_addresses_stand_in_their_order() -> None:
    july = [f"funding/july-2020/july-2020-{number:02}/" for number in range(1, 35)]
    assert publication.public_paths() == ["funding/july-2020/", *july]
    an_award(a_call("published"))
    assert publication.public_paths() == [
        "funding/spring/", "funding/july-2020/", *july, "funding/spring/spring-1/",
    ]  # fmt: skip
