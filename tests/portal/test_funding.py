"""The pages of calls and awards: what each shows, in whose words, and what it keeps to itself."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import override

from tests.funding.publication_made import a_call, an_award
from tests.looking import look
from tests.portal.reading import Seen, see
from upstander.funding.models import Award, Call
from upstander.funding.states import CallState
from upstander.network.models import Programme, Spoke, Wording
from upstander.portal.templatetags.public import money

pytestmark = pytest.mark.django_db


def _seen(path: str, language: str = "en") -> Seen:
    seen = see(Client(), f"/{language}/{path}", language)
    assert (seen.status, seen.html.faults) == (200, [])
    return seen


def _main(seen: Seen) -> str:
    return seen.one("main").text


def _cells(seen: Seen) -> list[list[str]]:
    return [
        [cell.text for cell in seen.all("th", "td") if cell.parent is row] for row in seen.all("tr")
    ]


def _pairs(seen: Seen) -> dict[str, str]:
    names, values = ([e.text for e in seen.all(tag)] for tag in ("dt", "dd"))
    return dict(zip(names, values, strict=True))


def test_the_sums_of_july_2020_stand_by_region() -> None:
    assert _cells(_seen("funding/")) == [
        ["Region", "Amount", "Organisations", "Communities"],
        ["North", "75,000 CAD", "9", "10"],
        ["Vancouver Island and Coast", "52,500 CAD", "7", "7"],
        ["Lower Mainland", "105,000 CAD", "13", "14"],
        ["Interior", "67,500 CAD", "5", "9"],
        ["Together", "300,000 CAD", "34", "40"],
    ]


def test_without_an_open_call_the_page_says_so() -> None:
    assert "No call is open now." in _main(_seen("funding/"))


def test_a_network_without_calls_says_so_and_offers_no_file() -> None:
    Award.objects.all().delete()
    Call.objects.all().delete()
    seen = _seen("funding/")
    assert [h.text for h in seen.all("h2") if h.within("main")] == ["Open calls"]


def test_an_open_call_stands_first_with_its_hour_and_zone() -> None:
    a_call()
    words = _main(_seen("funding/"))
    assert words.index("Spring money") < words.index("What was awarded")
    assert "Open until: Feb. 5, 2027, 4 p.m. (America/Vancouver)" in words
    assert "90,000 CAD" in words


@pytest.mark.parametrize("state", ["closed", "decided"])
def test_a_call_that_is_being_decided_says_until_when(state) -> None:
    a_call(state)
    words = _main(_seen("funding/"))
    assert "Calls that are being decided" in words
    assert "Decision planned by: March 1, 2027" in words
    assert "Open until" not in words


@pytest.mark.parametrize("state", CallState.values)
def test_what_is_not_open_yet_shows_nowhere(state) -> None:
    an_award(a_call(state))
    client = Client()
    for path, is_there in [
        ("funding/spring/", state not in ("draft", "scheduled")),
        ("funding/spring/spring-1/", state == "published"),
    ]:
        assert client.get(f"/en/{path}").status_code == (200 if is_there else 404)
        assert (f"/en/{path}" in client.get("/sitemap.xml").content.decode()) is is_there
    assert ("Spring money" in _main(_seen("funding/"))) is (state not in ("draft", "scheduled"))
    listed = _main(_seen("network/burnaby-family-life/"))
    assert ("Spring money" in listed) is (state == "published")
    data = client.get("/open-data/grants.json").content.decode()
    assert ("Talks at the library" in data) is (state == "published")


def test_an_open_call_says_what_it_pays_for_who_may_apply_and_how_it_is_scored() -> None:
    a_call()
    seen = _seen("funding/spring/")
    assert _pairs(seen) | {"0": "", "1": ""} == {
        "State": "Open for applications",
        "Opened": "Jan. 4, 2027, 9 a.m. (America/Vancouver)",
        "Open until": "Feb. 5, 2027, 4 p.m. (America/Vancouver)",
        "Decision planned by": "March 1, 2027",
        "Pays for work": "April 1, 2027 – March 31, 2028",
        "Money in all": "90,000 CAD",
        "0": "", "1": "",
    }  # fmt: skip
    assert [li.text for li in seen.all("li") if li.within("main")] == [
        "Pooled For neighbours. Up to 7,500.50 CAD for each community Up to 15,000 CAD in all"
        " At least 2 communities At most 4 communities The communities are neighbours."
        " At least 1 partner",
        "Up to 7,500.50 CAD for each community", "Up to 15,000 CAD in all",
        "At least 2 communities", "At most 4 communities", "The communities are neighbours.",
        "At least 1 partner",
        "Rooms (Up to 500 CAD in all)",
        "What will you do? Be plain. At most 300 words",
    ]  # fmt: skip
    words = _main(seen)
    assert "A clear plan Can a neighbour follow it? Weight: 3 of 3" in words
    assert "0 Nothing is said 1 It is clear" in words
    links = [(a.text, a.attrs["href"]) for a in seen.all("a") if "/desk/" in a.attrs["href"]]
    assert ("Sign in to apply", "/desk/funding/apply/") in links


@pytest.mark.parametrize("state", ["closed", "decided"])
def test_a_closed_call_asks_nothing_any_more(state) -> None:
    a_call(state)
    seen = _seen("funding/spring/")
    assert _pairs(seen)["Closed on"] == "Feb. 5, 2027, 4 p.m. (America/Vancouver)"
    words = _main(seen)
    assert ("What it pays for" in words, "What you will be asked" in words) == (True, False)
    assert "Sign in to apply" not in words


def test_an_anchor_is_in_the_language_of_the_reader_where_it_has_it() -> None:
    a_call()
    seen = _seen("funding/spring/", "fr")
    assert [e.text for e in seen.all("dd")][-2:] == ["Nothing is said", "C’est clair"]
    assert [s.attrs for s in seen.all("span") if s.text == "Nothing is said"] == [
        {"lang": "en", "dir": "ltr"}
    ]


def test_the_awards_of_a_published_call_say_once_where_the_amounts_come_from() -> None:
    seen = _seen("funding/july-2020/")
    basis = Award.objects.get(reference="july-2020-01").basis
    words = _main(seen)
    assert words.count(basis) == 1
    assert words.index("MOSAIC") < words.index(f"Where each amount comes from {basis}")
    rows = _cells(seen)
    assert ["Dawson Creek Literacy Society Dawson Creek · Fort St. John", "15,000 CAD"] in rows
    assert [
        "North Okanagan Social Planning Society "
        "Kamloops · Kelowna · Penticton · Salmon Arm · Vernon",
        "37,500 CAD Above the limit",
    ] in rows
    assert len(rows) == 6 + 4 + 34


def test_what_is_not_confirmed_for_july_2020_stays_visible() -> None:
    remark = "a spoke by 2022; not confirmed for July 2020"
    assert f"Whistler {remark}" in _main(_seen("funding/july-2020/"))
    assert remark in _main(_seen("funding/july-2020/july-2020-34/"))
    french = Wording.objects.get(
        language="fr", key="spoke:whistler-multicultural-society:remark"
    ).text
    assert french in _main(_seen("funding/july-2020/july-2020-34/", "fr"))


def test_a_published_call_without_awards_says_so() -> None:
    a_call("published")
    assert "No award was made in this call." in _main(_seen("funding/spring/"))


def test_an_award_says_everything_that_is_known() -> None:
    seen, award = _seen("funding/july-2020/july-2020-21/"), Award.objects.get(
        reference="july-2020-21"
    )  # fmt: skip
    assert _pairs(seen) == {
        "Call": "Local funding, July 2020",
        "Organisation": "North Okanagan Social Planning Society",
        "Kind": "Regional spoke",
        "Communities": "Kamloops Kelowna Penticton Salmon Arm Vernon",
        "Partners": "KCR Community Resources Kamloops Immigrant Services Shuswap Immigrant "
        "Services Society South Okanagan Immigrant and Community Services",
        "Awarded on": "July 28, 2020",
        "Reference": "july-2020-21",
    }
    words = _main(seen)
    assert "37,500 CAD" in words
    assert f"Above the limit {award.override}" in words
    assert f"Where the amount comes from {award.basis}" in words
    assert "Source: e-know.ca, Cranbrook, 2020-07-28; summerlandreview.com" in words


def test_an_award_of_the_desk_shows_its_days_and_no_basis() -> None:
    call = a_call("published")
    an_award(call, starts_on=call.starts_on, ends_on=call.ends_on)
    seen = _seen("funding/spring/spring-1/")
    assert _pairs(seen)["Pays for work"] == "April 1, 2027 – March 31, 2028"
    words = _main(seen)
    assert ("7,500.50 CAD" in words, "Where the amount" in words, "Above" in words) == (
        True, False, False,
    )  # fmt: skip
    assert "7,500.50 CAD Talks at the library Four talks. Call" in words


def test_an_organisation_that_is_no_spoke_any_more_is_named_without_a_link() -> None:
    path, link = "funding/july-2020/july-2020-21/", "/en/network/north-okanagan"
    assert [a for a in _seen(path).all("a") if a.attrs["href"].startswith(link)] != []
    Spoke.objects.filter(organisation__key="north-okanagan-social-planning-society").update(
        ends_on="2021-01-01"
    )
    seen = _seen(path)
    assert [a for a in seen.all("a") if a.attrs["href"].startswith(link)] == []
    assert _pairs(seen)["Organisation"] == "North Okanagan Social Planning Society"


def test_a_spoke_leads_to_its_award_and_back() -> None:
    spoke = "network/dawson-creek-literacy-society/"
    path = "/en/funding/july-2020/july-2020-02/"
    [link] = [a for a in _seen(spoke).all("a") if a.attrs["href"] == path]
    assert link.text == "Local funding, July 2020"
    assert f"/en/{spoke}" in [a.attrs["href"] for a in _seen(path[4:]).all("a")]


def test_the_page_of_the_network_leads_to_its_funding() -> None:
    links = [a.attrs["href"] for a in _seen("how-the-network-works/").all("a")]
    assert links.count("/en/funding/") == 1


@pytest.mark.parametrize(
    "path", ["funding/", "funding/july-2020/", "funding/july-2020/july-2020-21/"]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_notice_of_the_pack_stands_on_every_page(path, language) -> None:
    found = Programme.objects.get()
    key = f"programme:{found.name}:notice"
    notice = found.notice if language == "en" else Wording.objects.get(language="fr", key=key).text
    assert notice in _seen(path, language).one("footer").text


@pytest.mark.parametrize(
    ("language", "whole", "cents"),
    [
        ("en", "300,000", "7,500.50"), ("fr", "300\u00a0000", "7\u00a0500,50"),
        ("ar", "300,000", "7,500.50"), ("zh-hans", "300,000", "7,500.50"),
        ("hi", "300,000", "7,500.50"),
    ],
)  # fmt: skip
def test_a_sum_is_written_as_the_language_does(language, whole, cents) -> None:
    with override(language):
        assert money(Decimal("300000.00"), "CAD") == f"<bdi>{whole}\u00a0CAD</bdi>"
        assert money(Decimal("7500.50"), "CAD") == f"<bdi>{cents}\u00a0CAD</bdi>"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_open_call_has_no_barrier_that_axe_finds(language, page) -> None:
    a_call()
    a_call("decided", key="winter", title="Winter money")
    wrong = {}
    for path in ("funding/", "funding/spring/", "funding/winter/"):
        page.goto(f"/{language}/{path}")
        wrong |= look(page, path)
    assert wrong == {}
