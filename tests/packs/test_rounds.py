"""Rounds of funding in a pack: read, refused with file, line and reason, loaded three ways."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.packs.changing import change
from tests.packs.emptiness import everything
from tests.packs.rounds import ROUND
from tests.packs.test_checking import line_of, refusal
from tests.packs.test_loading import translate
from upstander.funding.models import Award, AwardKind, Call, Envelope, Publisher
from upstander.packs.checking import faults_of
from upstander.packs.faults import Fault
from upstander.packs.loading import Outcome, load
from upstander.packs.reading import find_pack, read_pack

pytestmark = pytest.mark.usefixtures("nothing")
FILE = "funding.toml"
SECOND = 'communities = ["cedar-top"]\ntitle = "Oil for the top"\n'


@pytest.fixture
def rounds(lanterns: Path) -> Path:
    """The tiny pack with a round of funding, translated."""
    (lanterns / FILE).write_text(ROUND, "utf-8")
    translate(lanterns)
    return lanterns


BACKWARD = """[[call_kind]]
call = "spring"
key = "odd"
name = "Lone lamp"
least_communities = 2
most_communities = 1

[[envelope]]
call = "spring"
region = "coast\""""

ORGANISATION, PLACE = "unknown organisation 'moon'", "unknown community 'moon'"
FAULTS = [
    ('organisation = "hill-council"', 'organisation = "moon"', '"moon"', ORGANISATION),
    ('communities = ["cedar-top"]', 'communities = ["moon"]', '["moon"]', PLACE),
    ('partners = ["lantern-house"]', 'partners = ["moon"]', '"moon"', ORGANISATION),
    ('partners = ["lantern-house"]', 'partners = ["ferry-friends"]', "partners =",
     "'ferry-friends' is its own partner"),
    ('region = "coast"\nceiling = "600.50"', 'region = "moon"', '"moon"', "unknown region 'moon'"),
    ('kind = "lone"', 'kind = "many"', '"many"', "the call has no kind 'many'"),
    ('communities = ["cedar-top"]', "communities = []", "communities = []",
     "an award is for a community"),
    ('communities = ["cedar-top"]', 'communities = ["cedar-top", "old-quay"]', '"old-quay"',
     "the communities of an award lie in one region"),
    ('["amber-bay", "birch-ferry"]', '["old-quay", "birch-ferry"]', '"old-quay"',
     "the communities are not connected as neighbours"),
    ('["amber-bay", "birch-ferry"]', '["amber-bay"]', '["amber-bay"]',
     "1 communities do not fit the kind 'pooled'"),
    ("most_per_community = 300", "most_per_community = 299", "amount = 300",
     "more than 299 for 1 communities, without an 'override'"),
    ("ceiling = 310", "ceiling = 299", "ceiling = 299",
     "the awards of 'hills' sum to 300, more than its envelope"),
    ('budget = "900.50"', "budget = 900", "budget = 900",
     "the awards sum to 900.50, more than the budget"),
    ("floor = 100", "floor = 311", "ceiling = 310", "'ceiling' is below 'floor'"),
    ("[[envelope]]\ncall = \"spring\"\nregion = \"coast\"", BACKWARD,
     "most_communities = 1", "'most_communities' is below 'least_communities'"),
    ("amount = 300", "amount = 0", "amount = 0", "an award is above zero"),
    ("amount = 300", "amount = 299.5", "amount = 299.5",
     "'amount' must be an amount such as 7500 or \"7500.50\""),
    ("amount = 300", 'amount = "299,50"', '"299,50"',
     "'amount' must be an amount such as 7500 or \"7500.50\""),
    ("amount = 300", "amount = true", "amount = true",
     "'amount' must be an amount such as 7500 or \"7500.50\""),
    ('"2024-03-01"', '"1 March 2024"', "1 March", "'1 March 2024' is no date (YYYY-MM-DD)"),
    ('title = "Oil for the top"', 'awarded_on = "2024-02-30"', "02-30",
     "'2024-02-30' is no date (YYYY-MM-DD)"),
    ('ends_on = "2025-03-31"', 'ends_on = "2024-03-31"', '"2024-03-31"',
     "what is paid for ends before it starts"),
    ('reference = "spring-2"', 'reference = "spring/2"', "spring/2",
     "'spring/2' is no reference (letters, digits, hyphens)"),
    ('reference = "spring-2"', 'reference = "spring-1"', 51,
     "the key 'spring-1' stands already on line 40 of funding.toml"),
    ('prefix = "360G-lanterns"', 'prefix = "lanterns"', '"lanterns"',
     "'prefix': begins with 360G- and goes on with letters and digits"),
    ('country = "IN"', 'country = "India"', '"India"',
     "'country': is a country's two letters (ISO 3166-1)"),
    ('country = "IN"', 'colour = "red"', "colour", "[publisher] has no field 'colour'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words", "reason"), FAULTS)
def test_a_faulty_round_is_refused_whole(old, new, words, reason, rounds: Path) -> None:
    before = everything()
    change(rounds, FILE, old, new)

    found = [
        f for f in refusal(rounds) if not f.reason.startswith(("not transl", "'country': Ensure"))
    ]

    assert found == [Fault(FILE, line_of(rounds / FILE, words), reason)]
    assert everything() == before


def test_a_publisher_stands_once(rounds: Path) -> None:
    change(rounds, FILE, "[publisher]", "[[publisher]]")
    change(rounds, FILE, "[[call]]", '[[publisher]]\nprefix = "360G-b"\n\n[[call]]')

    assert refusal(rounds) == [Fault(FILE, 5, "[publisher] stands only once")]


TWICE = SECOND.replace("cedar-top", "amber-bay")


def test_a_community_is_awarded_once_in_a_year(rounds: Path) -> None:
    change(rounds, FILE, SECOND, TWICE)

    [found] = [f.reason for f in faults_of(read_pack(rounds)) if "awarded" in f.reason]

    assert found == "'amber-bay' is awarded already by 'spring-1' in 2024"


def test_an_organisation_is_awarded_once_in_a_year(rounds: Path) -> None:
    change(rounds, FILE, 'organisation = "hill-council"', 'organisation = "ferry-friends"')

    [found] = faults_of(read_pack(rounds))

    assert found.reason == "'ferry-friends' is awarded already by 'spring-1' in 2024"


def test_an_award_and_its_call_that_say_no_basis_are_refused(rounds: Path) -> None:
    change(rounds, FILE, 'basis = "Told by the lamp keeper."\n', "")

    reasons = [fault.reason for fault in faults_of(read_pack(rounds))]

    assert reasons == ["neither the award nor its call says its 'basis'"] * 2


def test_too_few_partners_are_refused(rounds: Path) -> None:
    change(rounds, FILE, "least_communities = 2", "least_communities = 2\nleast_partners = 2")

    assert [f.reason for f in faults_of(read_pack(rounds))] == [
        "too few partners for the kind 'pooled'"
    ]


def test_an_override_excuses_ceiling_and_envelope_but_not_the_budget(rounds: Path) -> None:
    change(rounds, FILE, "amount = 300", 'amount = 311\noverride = "It is dark up there."')
    change(rounds, FILE, 'budget = "900.50"', 'budget = "911.50"')
    translate(rounds)
    assert faults_of(read_pack(rounds)) == []

    change(rounds, FILE, 'budget = "911.50"', 'budget = "911.49"')

    assert [f.reason for f in faults_of(read_pack(rounds))] == [
        "the awards sum to 911.50, more than the budget"
    ]


def test_a_text_of_a_round_is_translated_like_others(rounds: Path) -> None:
    change(rounds, FILE, "Oil for lamps", "Oil for boats")

    assert [f.reason for f in faults_of(read_pack(rounds))] == [
        f"not translated into {code!r}: 'Oil for boats'" for code in ("ar", "fr")
    ]


def test_a_pack_without_rounds_loads(lanterns: Path) -> None:
    load(lanterns)

    assert (Call.objects.count(), Publisher.objects.count()) == (0, 0)


def test_a_round_is_written_as_published_with_what_it_leaves_unsaid(rounds: Path) -> None:
    load(rounds)

    call, award = Call.objects.get(), Award.objects.get(reference="spring-1")
    assert (call.state, call.language, call.currency, call.time_zone, call.budget) == (
        "published", "en", "EUR", "Asia/Kolkata", Decimal("900.50"),
    )  # fmt: skip
    assert [(k.key, k.position, k.most_per_award) for k in AwardKind.objects.all()] == [
        ("lone", 1, None), ("pooled", 2, Decimal("600.50")),
    ]  # fmt: skip
    assert [(e.region.key, e.floor, e.ceiling) for e in Envelope.objects.all()] == [
        ("coast", 0, Decimal("600.50")), ("hills", 100, 310),
    ]  # fmt: skip
    assert (award.state, award.year, award.title, award.basis, award.amount) == (
        "recorded", 2024, "Oil for lamps: Ferry Friends", "Told by the lamp keeper.",
        Decimal("600.50"),
    )  # fmt: skip
    assert (award.awarded_on, award.starts_on) == (date(2024, 3, 1), date(2024, 4, 1))
    assert [place.community.key for place in award.places.all()] == ["amber-bay", "birch-ferry"]
    assert [partner.key for partner in award.partners.all()] == ["lantern-house"]
    assert (award.kind.key, award.sources) == ("pooled", ["lanterns.example"])


def test_a_second_load_changes_nothing(rounds: Path) -> None:
    load(rounds)
    before = everything()

    outcome = load(rounds)

    assert (outcome.written, outcome.kept, outcome.differing) == (0, [], [])
    assert everything() == before


def test_what_staff_changed_in_an_award_stays(rounds: Path) -> None:
    load(rounds)
    Award.objects.filter(reference="spring-2").update(description="Two cans of oil.")

    outcome = load(rounds)

    assert outcome == Outcome(0, outcome.unchanged, ["award:spring-2"], [], [])
    assert Award.objects.get(reference="spring-2").description == "Two cans of oil."


def test_what_the_pack_changed_in_a_round_is_written(rounds: Path) -> None:
    load(rounds)
    change(rounds, FILE, '["amber-bay", "birch-ferry"]', '["birch-ferry", "amber-bay", "old-quay"]')
    change(rounds, "communities.toml", 'neighbours = ["amber-bay"]',
           'neighbours = ["amber-bay", "old-quay"]')  # fmt: skip
    change(rounds, "communities.toml", 'part_of = "amber-bay"',
           'part_of = "amber-bay"\nneighbours = ["birch-ferry"]')  # fmt: skip
    change(rounds, FILE, 'partners = ["lantern-house"]\n', "")

    outcome = load(rounds)

    award = Award.objects.get(reference="spring-1")
    assert outcome.written == 3
    assert {p.community.key for p in award.places.all()} == {"amber-bay", "birch-ferry", "old-quay"}
    assert list(award.partners.all()) == []


def test_a_place_that_an_award_no_longer_has_goes(rounds: Path) -> None:
    change(rounds, FILE, "least_communities = 2", "least_communities = 1")
    load(rounds)
    change(rounds, FILE, '["amber-bay", "birch-ferry"]', '["birch-ferry"]')

    load(rounds)

    award = Award.objects.get(reference="spring-1")
    assert [place.community.key for place in award.places.all()] == ["birch-ferry"]


def test_a_call_of_the_desk_that_has_the_key_is_not_written_over(rounds: Path) -> None:
    Call.objects.create(key="spring", title="Ours", language="en", year=2024, currency="EUR",
                        budget=1, time_zone="UTC")  # fmt: skip
    before = everything()

    [fault] = refusal(rounds)

    assert "does not fit what staff have changed" in fault.reason
    assert everything() == before


def test_a_round_that_names_what_staff_deleted_is_refused(rounds: Path) -> None:
    load(rounds)
    Award.objects.filter(reference="spring-2").delete()
    AwardKind.objects.filter(key="lone").delete()
    text = (rounds / FILE).read_text("utf-8").replace('reference = "spring-2"', 'reference = "new"')
    (rounds / FILE).write_text(text, "utf-8")
    translate(rounds)

    [fault] = refusal(rounds)

    assert "'lone') is no longer there" in fault.reason


def test_the_round_of_july_2020_gives_the_announced_sums() -> None:
    pack = read_pack(find_pack("resilience_bc"))
    region = {r.values["key"]: r.values["region"] for r in pack.rows["community"]}
    sums: dict[str, int] = {}
    for award in pack.rows["award"]:
        keys = award.values["communities"]
        assert award.values["amount"] == 7500 * len(keys)
        sums[region[keys[0]]] = sums.get(region[keys[0]], 0) + award.values["amount"]

    said = {r.values["region"]: r.values["amount"] for r in pack.rows["announced_total"]}
    spokes = {r.values["organisation"]: r.values["communities"] for r in pack.rows["spoke"]}
    awards = {r.values["organisation"]: r.values["communities"] for r in pack.rows["award"]}
    assert sums == said
    assert (sum(sums.values()), len(awards), awards) == (300000, 34, spokes)
    assert [r.values["reference"] for r in pack.rows["award"] if "override" in r.values] == [
        "july-2020-21"
    ]
