"""The awards in the 360Giving standard: valid, exact to the cent, safe in a spreadsheet."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.accounts.people import member
from tests.funding.publication_made import a_call, an_award
from upstander.funding.models import Application, Award, Publisher
from upstander.funding.queries.giving import grants_csv, grants_json, safe_cell
from upstander.funding.states import AwardState
from upstander.network.interface import Role
from upstander.network.models import Organisation, Programme

pytestmark = pytest.mark.django_db

SITE = "https://portal.example"
SCHEMAS = Path(__file__).parents[2] / "data" / "360giving"


def _problems(package: Any) -> list[str]:
    """What the schemas say against it; asks no network."""
    whole, one = (
        json.loads((SCHEMAS / f"360-giving-{name}schema.json").read_text("utf-8"))
        for name in ("package-", "")
    )
    named = [(s["$id"], Resource(s, DRAFT202012)) for s in (whole, one)]
    named.append((whole["properties"]["grants"]["items"]["$ref"], named[1][1]))
    checked = Draft202012Validator(
        whole, registry=Registry().with_resources(named), format_checker=FormatChecker()
    )
    found = [f"{error.json_path}: {error.message}" for error in checked.iter_errors(package)]
    ids = [grant["id"] for grant in package["grants"]]
    return found + [f"{name} twice" for name in set(ids) if ids.count(name) > 1]


def _package(parse_float: Any = Decimal) -> dict[str, Any]:
    data = grants_json(SITE)
    assert data is not None
    return json.loads(data.body, parse_float=parse_float)


def _rows() -> list[dict[str, str]]:
    data = grants_csv(SITE)
    assert data is not None
    return list(csv.DictReader(io.StringIO(data.body.decode("utf-8-sig"))))


def _grant(reference: str) -> dict[str, Any]:
    [found] = [g for g in _package()["grants"] if g["id"] == f"360G-resiliencebc-{reference}"]
    return found


def test_the_round_of_july_2020_is_valid() -> None:
    package = _package(float)
    assert _problems(package) == []
    assert (len(package["grants"]), sum(g["amountAwarded"] for g in package["grants"])) == (
        34, 300000,
    )  # fmt: skip


def _spoil(grant: dict[str, Any], how: str) -> None:
    faults: dict[str, Any] = {
        "awardDate": "28 July 2020", "amountAwarded": "7500", "currency": "$", "url": "no address",
        "fundingOrganization": [{"name": "Nobody"}], "dateModified": "yesterday",
        "beneficiaryLocation": [{"countryCode": "Canada"}], "fromOpenCall": "Perhaps",
    }  # fmt: skip
    if how == "title":
        del grant["title"]
    else:
        grant[how] = faults[how]


@pytest.mark.parametrize(
    "how",
    ["title", "awardDate", "amountAwarded", "currency", "url", "fundingOrganization",
     "dateModified", "beneficiaryLocation", "fromOpenCall"],
)  # fmt: skip
def test_the_schemas_see_a_fault_that_is_planted(how) -> None:
    package = _package(float)
    _spoil(package["grants"][3], how)
    assert len(_problems(package)) >= 1


def test_a_number_that_stands_twice_is_seen() -> None:
    package = _package(float)
    package["grants"][1]["id"] = package["grants"][0]["id"]
    assert _problems(package) == [f"{package['grants'][0]['id']} twice"]


def test_an_award_says_what_is_known_of_it() -> None:
    grant = _grant("july-2020-21")
    address = f"{SITE}/en/funding/july-2020/"
    award = Award.objects.get(reference="july-2020-21")
    places = grant.pop("beneficiaryLocation")
    assert [place["name"] for place in places] == [
        "Kamloops", "Kelowna", "Penticton", "Salmon Arm", "Vernon",
    ]  # fmt: skip
    assert places[0] == {
        "id": "https://sws.geonames.org/5989045/", "name": "Kamloops", "countryCode": "CA",
        "latitude": Decimal("50.6665"), "longitude": Decimal("-120.3192"),
        "description": "Interior",
    }  # fmt: skip
    assert grant == {
        "amountAwarded": Decimal("37500.00"),
        "id": "360G-resiliencebc-july-2020-21",
        "title": "Local funding, July 2020: North Okanagan Social Planning Society",
        "description": award.description,
        "currency": "CAD",
        "awardDate": "2020-07-28",
        "url": f"{address}july-2020-21/",
        "recipientOrganization": [{
            "id": "360G-resiliencebc-north-okanagan-social-planning-society",
            "name": "North Okanagan Social Planning Society",
        }],
        "fundingOrganization": [{
            "id": "360G-resiliencebc-province-of-british-columbia",
            "name": "Province of British Columbia",
        }],
        "grantProgramme": [
            {"code": "july-2020", "title": "Local funding, July 2020", "url": address}
        ],
        "dateModified": f"{award.changed_on}T00:00:00Z",
        "dataSource": f"{SITE}/open-data/grants.json",
        "partnerOrganization": [
            {"id": f"360G-resiliencebc-{p.key}", "name": p.name} for p in award.partners.all()
        ],
        "amountBasis": award.basis,
        "ceilingOverride": award.override,
        "sources": award.sources,
    }  # fmt: skip
    assert len(grant["partnerOrganization"]) == 4


def test_what_is_not_confirmed_is_said() -> None:
    remark = "on the government list of 2022; not confirmed for July 2020"
    grant = _grant("july-2020-33")
    assert (grant["recipientRemark"], grant["description"].endswith(remark)) == (remark, True)


def test_only_terms_with_a_remark_add_to_the_words() -> None:
    award = an_award(a_call("published"))
    spokes = award.organisation.spokes
    spokes.update(remark="", ends_on=F("starts_on"))
    assert "recipientRemark" not in _grant("spring-1")
    old = spokes.first()
    old.pk, old.remark = None, "Not confirmed."
    old.save()
    grant = _grant("spring-1")
    assert (grant["recipientRemark"], grant["description"]) == (
        "Not confirmed.", "Four talks. Not confirmed.",
    )  # fmt: skip
    Award.objects.filter(pk=award.pk).update(description="")
    assert _grant("spring-1")["description"] == "Not confirmed."
    spokes.update(remark="")
    assert _grant("spring-1")["description"] == "Talks at the library"


def test_the_package_says_that_it_is_not_official() -> None:
    package, found = _package(), Programme.objects.get()
    assert package["description"] == f"{found.notice} Places: GeoNames (geonames.org), CC BY 4.0"
    assert (package["version"], package["license"], package["publisher"]["name"]) == (
        "1.4", "https://creativecommons.org/licenses/by/4.0/", found.name,
    )  # fmt: skip


def test_a_cent_is_a_cent() -> None:
    call = a_call("published")
    an_award(call, amount=Decimal("9999999999.99"))
    data = grants_json(SITE)
    assert data is not None
    assert b'"amountAwarded": 9999999999.99,' in data.body
    assert data.changed_on == max(Award.objects.values_list("changed_on", flat=True))
    assert [r["Amount Awarded"] for r in _rows() if "spring" in r["Identifier"]] == [
        "9999999999.99"
    ]


def test_an_award_of_the_desk_says_what_was_asked_and_when_the_work_is() -> None:
    call = a_call("published")
    organisation = Organisation.objects.get(key="burnaby-family-life")
    person = member(Role.SPOKE_WORKER, organisation)
    application = Application.objects.create(
        call=call, organisation=organisation, asked=Decimal("8000.10"), started_by=person,
        started_at=call.opens_at, saved_at=call.opens_at,
    )  # fmt: skip
    award = an_award(call, application=application)
    grant = _grant("spring-1")
    assert (grant["amountAppliedFor"], grant["fromOpenCall"], grant["plannedDates"]) == (
        Decimal("8000.10"), "Yes", [{"startDate": "2027-04-01", "endDate": "2028-03-31"}],
    )  # fmt: skip
    assert _problems(_package(float)) == []

    Award.objects.filter(pk=award.pk).update(starts_on=date(2027, 5, 1), description="")
    Application.objects.update(asked=None)
    grant = _grant("spring-1")
    assert grant["plannedDates"] == [{"startDate": "2027-05-01"}]
    assert grant["description"] == "Talks at the library"
    assert "amountAppliedFor" not in grant


def test_a_number_of_a_register_is_used_where_it_is_known() -> None:
    Publisher.objects.update(funder_id="XX-REG-1", license="", name="The Portal", country="")
    package = _package(float)
    assert package["grants"][0]["fundingOrganization"][0]["id"] == "XX-REG-1"
    assert (package["publisher"]["name"], "license" in package) == ("The Portal", False)
    assert "countryCode" not in package["grants"][0]["beneficiaryLocation"][0]
    assert _problems(package) == []


def test_a_pack_without_a_publisher_has_a_prefix_of_its_name() -> None:
    Publisher.objects.all().delete()
    package = _package(float)
    assert package["grants"][0]["id"].startswith("360G-resiliencebcantiracismnetwork-")
    assert _problems(package) == []


def test_nothing_is_given_away_where_nothing_is_published() -> None:
    Award.objects.all().delete()
    an_award(a_call("decided"))
    assert (grants_json(SITE), grants_csv(SITE)) == (None, None)


def test_a_demonstration_gives_away_nothing_that_it_invented(settings) -> None:
    settings.IS_DEMONSTRATION = True
    an_award(a_call("published"))
    assert {grant["grantProgramme"][0]["code"] for grant in _package()["grants"]} == {"july-2020"}
    assert (len(_package()["grants"]), len(_rows())) == (34, 34)

    Award.objects.filter(state=AwardState.RECORDED).delete()
    assert (grants_json(SITE), grants_csv(SITE)) == (None, None)


def test_nothing_is_given_away_before_it_is_known_who_funds() -> None:
    Programme.objects.all().delete()
    assert (grants_json(SITE), grants_csv(SITE)) == (None, None)


def test_the_table_says_the_same_under_the_titles_of_the_standard() -> None:
    rows = {row["Identifier"]: row for row in _rows()}
    row = rows["360G-resiliencebc-july-2020-02"]
    assert len(rows) == 34
    assert sum(Decimal(r["Amount Awarded"]) for r in rows.values()) == Decimal("300000.00")
    assert (row["Recipient Org:Name"], row["Funding Org:Name"], row["Award Date"]) == (
        "Dawson Creek Literacy Society", "Province of British Columbia", "2020-07-28",
    )  # fmt: skip
    assert (row["Beneficiary Location:0:Name"], row["Beneficiary Location:1:Name"]) == (
        "Dawson Creek", "Fort St. John",
    )  # fmt: skip
    assert row["Beneficiary Location:0:Longitude"].startswith("-120.")
    assert row["Grant Programme:URL"] == f"{SITE}/en/funding/july-2020/"
    assert row["Beneficiary Location:2:Name"] == ""
    assert list(row)[:7] == [
        "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "URL",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1-2", "'+1-2"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), ("-120.25", "-120.25"),
        ("-1\n", "'-1\n"), ("plain", "plain"), ("", ""), ("7500.00", "7500.00"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(text, cell) -> None:
    assert safe_cell(text) == cell


def test_a_name_that_is_a_formula_is_a_text_in_the_table() -> None:
    Organisation.objects.filter(key="mosaic").update(name='=HYPERLINK("http://x.example")')
    [row] = [row for row in _rows() if row["Identifier"].endswith("july-2020-31")]
    assert row["Recipient Org:Name"] == '\'=HYPERLINK("http://x.example")'


def test_the_files_take_a_fixed_number_of_queries(django_assert_num_queries) -> None:
    an_award(a_call("published"))
    with django_assert_num_queries(6):
        grants_json(SITE)
    with django_assert_num_queries(6):
        grants_csv(SITE)
