"""Finding a community by what a person types."""

import pytest

from upstander.network.models import Community
from upstander.network.queries.place import communities_named, folded

pytestmark = pytest.mark.django_db

ONE = {
    # as it is written, in any case, with any blanks and stops
    "Fort St. John": "fort-st-john",
    "fort st john": "fort-st-john",
    "FORT ST. JOHN": "fort-st-john",
    "Fort Saint John": "fort-st-john",
    "ft st john": "fort-st-john",
    "Ft. Saint John": "fort-st-john",
    "fort-st-john": "fort-st-john",
    "st john": "fort-st-john",
    "  Dawson   Creek\t": "dawson-creek",
    "dawson": "dawson-creek",
    "100 mile": "100-mile-house",
    "100 Mile House": "100-mile-house",
    "One Hundred Mile House": "100-mile-house",
    "108": "108-mile-ranch",
    "mission": "mission",
    "Mission": "mission",
    "MISSION": "mission",
    "Mount Currie": "mount-currie",
    "mt currie": "mount-currie",
    "Hudson’s Hope": "hudsons-hope",
    "hudsons hope": "hudsons-hope",
    "north van": "north-vancouver",
    "N. Vancouver": "north-vancouver",
    "New West": "new-westminster",
    "UBC": "university-endowment-lands",
    "poco": "port-coquitlam",
    "Salt Spring": "ganges",
    "Old Hazelton": "hazelton",
    "Barrière": "barriere",
    "BARRIERE": "barriere",
    # with more words around it
    "Mission, BC": "mission",
    "Prince George, British Columbia, Canada": "prince-george",
    "the town of Hope": "hope",
    "I live in Surrey": "surrey",
    # Indigenous names, with and without their marks
    "qathet": "powell-river",
    "Tk̓emlúps": "kamloops",
    "Tk'emlúps te Secwépemc": "kamloops",
    "tkemlups": "kamloops",
    "Daajing Giids": "daajing-giids",
    "daajing": "daajing-giids",
    "Queen Charlotte": "daajing-giids",
    "xʷməθkʷəy̓əm": "musqueam",
    "musqueam": "musqueam",
    "Sḵwx̱wú7mesh": "squamish",
    "skwxwu7mesh": "squamish",
    "səlilwətaɬ": "tsleil-waututh",
    "sc̓əwaθən": "tsawwassen",
    "shíshálh": "sechelt",
    "Lil'wat": "mount-currie",
    "Líl̓wat": "mount-currie",
    "K’ómoks": "comox",
    "Nak'azdli": "fort-st-james",
    "Quw'utsun'": "cowichan-valley",
    "snpink'tn": "penticton",
    "Maaqtusiis": "ahousaht",
    "Hlg̱aagilda": "skidegate",
    # in other scripts; simplified and traditional alike
    "溫哥華": "vancouver",
    "温哥华": "vancouver",
    "列治文": "richmond",
    "本拿比": "burnaby",
    "素里": "surrey",
    "維多利亞": "victoria",
    "维多利亚": "victoria",
    "聖約翰堡": "fort-st-john",
    "圣约翰堡": "fort-st-john",
    "バンクーバー": "vancouver",
    "ビクトリア": "victoria",
    "밴쿠버": "vancouver",
    "프린스조지": "prince-george",
    "서리": "surrey",
    "سوري": "surrey",
    "برنابی": "burnaby",
    "فورت سانت جون": "fort-st-john",
    "ਵੈਨਕੂਵਰ": "vancouver",
    "ਰਿਚਮੰਡ": "richmond",
    "वैंकूवर": "vancouver",
    # one letter changed, left out, added or swapped
    "Vancuver": "vancouver",
    "Vancovuer": "vancouver",
    "Kelona": "kelowna",
    "Kelownna": "kelowna",
    "kamloosp": "kamloops",
    "Nanamio": "nanaimo",
    "Surey": "surrey",
    "surrye": "surrey",
    "wistler": "whistler",
    "Dawson Crek": "dawson-creek",
    "Fort St. Jon": "fort-st-john",
    "whiterock": "white-rock",
}


@pytest.mark.parametrize(("typed", "key"), ONE.items(), ids=list(ONE))
def test_what_is_typed_finds_the_one_community(typed, key) -> None:
    assert [community.key for community in communities_named(typed)] == [key]


NORTH = ["fort-nelson", "north-cowichan", "north-delta", "north-saanich", "north-vancouver"]
SEVERAL = {
    "north": NORTH,
    "vancouv": ["vancouver", "north-vancouver", "west-vancouver"],
    "cowich": ["cowichan-bay", "cowichan-valley", "lake-cowichan", "north-cowichan"],
}


@pytest.mark.parametrize(("typed", "keys"), SEVERAL.items())
def test_several_are_listed_best_first(typed, keys) -> None:
    assert [community.key for community in communities_named(typed)] == keys


WHOLE = {
    "Vancouver": "vancouver",
    "hope": "hope",
    "Comox": "comox",
    "فانكوفر": "vancouver",
    "ਫੋਰਟ ਸੇਂਟ ਜੌਨ": "fort-st-john",
    "फोर्ट सेंट जॉन": "fort-st-john",
}


@pytest.mark.parametrize(("typed", "key"), WHOLE.items())
def test_whole_name_means_that_place_alone(typed, key) -> None:
    assert [community.key for community in communities_named(typed)] == [key]


# First Nations by their own names, and neighbourhoods by theirs: each means one place and no other.
WITHIN = {
    "Snuneymuxw": "nanaimo",
    "Lheidli T'enneh": "prince-george",
    "Lheidli T’enneh": "prince-george",
    "Haisla": "kitimat",
    "Kitamaat": "kitimat",
    "ʔaq̓am": "cranbrook",
    "Aqam": "cranbrook",
    "Gitanmaax": "hazelton",
    "Stz'uminus": "ladysmith",
    "Kwantlen": "langley",
    "Xat'sull": "williams-lake",
    "Xatśūll": "williams-lake",
    "Lekwungen": "victoria",
    "W̱SÁNEĆ": "central-saanich",
    "WSANEC": "central-saanich",
    "Newton": "surrey",
    "Guildford": "surrey",
    "Whalley": "surrey",
    "Cloverdale": "surrey",
    "Fleetwood": "surrey",
    "South Surrey": "surrey",
    "Kerrisdale": "vancouver",
    "Kitsilano": "vancouver",
    "Marpole": "vancouver",
    "Strathcona": "vancouver",
    "Mount Pleasant": "vancouver",
    "Mt. Pleasant": "vancouver",
    "Metrotown": "burnaby",
    "Steveston": "steveston",  # a place of the pack, which is part of Richmond
    # names of the pack that these look like, and that none of them may hide
    "Kitimat": "kitimat",
    "Newton Surrey": "surrey",
    "New Hazelton": "new-hazelton",
    "Fort Langley": "fort-langley",
    "Saanich": "saanich",
    "Mount Currie": "mount-currie",
}


@pytest.mark.parametrize(("typed", "key"), WITHIN.items(), ids=list(WITHIN))
def test_name_of_a_first_nation_or_a_neighbourhood_means_one_place(typed, key) -> None:
    assert [community.key for community in communities_named(typed)] == [key]


def test_no_name_within_a_place_is_also_that_of_another() -> None:
    within = {folded(name): key for name, key in WITHIN.items()}

    others = {(folded(name), c.key) for name, c in _names() if folded(name) in within}

    assert others == {(name, within[name]) for name, _ in others}


NOTHING = [
    "", " ", "\n\t", "😀", "🏠", "🏔️🍁", "%", "_", ".*", "(", "\\", "Toronto", "Montréal",
    "qwertyuiop", "'; DROP TABLE network_community; --", '" OR 1=1 --', "a" * 10_000, "溫" * 10_000,
    "\x00", "hpoe", "150 mile house", "118 mile ranch", "\u202e\u200b", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("typed", NOTHING, ids=[repr(typed)[:30] for typed in NOTHING])
def test_what_is_no_place_finds_nothing(typed) -> None:
    assert communities_named(typed) == []


def test_a_nul_byte_is_passed_over() -> None:
    assert [c.key for c in communities_named("Mission\x00")] == ["mission"]


def test_a_long_text_is_read_only_at_its_start() -> None:
    assert [c.key for c in communities_named("Mission " + "x" * 10_000)] == ["mission"]


def _names() -> list[tuple[str, Community]]:
    return [(name, c) for c in Community.objects.all() for name in [c.name, *c.also]]


@pytest.mark.parametrize("start", range(4))
def test_every_community_is_found_first_by_its_names(start) -> None:
    wrong = {}
    for name, community in _names()[start::16]:  # a quarter of them all, to be quick
        found = communities_named(name)
        called = [folded(n) for n in [found[0].name, *found[0].also]] if found else []
        if found[:1] != [community] and folded(name) not in called:
            wrong[name, community.key] = found[:1]
    assert wrong == {}


def test_no_more_are_listed_than_asked_for() -> None:
    assert len(communities_named("a", limit=3)) == 3


def test_looking_a_place_up_takes_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        communities_named("Kelona")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fort St. John", "fort saint john"),
        ("St-Jean", "saint jean"),
        ("Ｖａｎｃｏｕｖｅｒ", "vancouver"),
        ("Straße", "strasse"),
        ("Tk̓emlúps", "tkemlups"),
        ("O'Hara’s", "oharas"),
        ("🏠", ""),
        ("", ""),
    ],
)
def test_names_are_compared_folded(text, expected) -> None:
    assert folded(text) == expected
