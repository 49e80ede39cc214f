"""The map of the site: what a reader of one language sees of it."""

import pytest
from django.utils import translation

from upstander.core.languages import table
from upstander.core.translation import TranslationState
from upstander.network.models import Programme
from upstander.portal.models import PublicPage
from upstander.portal.queries import (
    Link,
    SiteMap,
    locales,
    offered_languages,
    page_keys,
    page_names,
    page_snapshot,
    site_map,
)

NUMBERS = iter(range(1, 1000))


def _link(key: str, language: str = "en", parent: str = "home", **values) -> Link:
    given = {
        "id": next(NUMBERS), "key": key, "language": language, "title": key, "menu": key,
        "path": f"/{language}/{key}/", "parent": "" if key == "home" else parent, "icon": "",
        "position": 0, "state": "source", "is_outdated": False,
    }  # fmt: skip
    return Link(**{**given, **values})


HOME, HOME_FR = _link("home"), _link("home", "fr")
WORK, WORK_FR = _link("work", position=2), _link("work", "fr", position=2)
LAW = _link("law", position=1)
UNION = _link("union", parent="work", position=3)
LINKS = [WORK_FR, UNION, HOME, WORK, LAW, HOME_FR]


def _map(language: str) -> SiteMap:
    return SiteMap(language, "en", LINKS)


@pytest.mark.parametrize(
    ("language", "key", "expected"),
    [
        ("fr", "work", WORK_FR),
        ("en", "work", WORK),
        ("fr", "law", LAW),  # not translated: the source, which says its language
        ("pa", "work", WORK),
        ("fr", "gone", None),
        ("fr", "", None),
    ],
)
def test_a_page_is_shown_in_the_readers_language_else_in_the_source(
    language, key, expected
) -> None:
    assert _map(language).page(key) == expected


@pytest.mark.parametrize("page", [WORK, WORK_FR])
def test_a_number_of_any_language_leads_to_the_readers(page) -> None:
    assert _map("fr").by_id(page.id) == WORK_FR


def test_an_unknown_number_leads_nowhere() -> None:
    assert _map("fr").by_id(100_000) is None


def test_each_page_stands_once_in_order() -> None:
    assert _map("fr").pages() == [HOME_FR, LAW, WORK_FR, UNION]


def test_children_are_those_below_in_order() -> None:
    assert _map("fr").children("home") == [LAW, WORK_FR]
    assert _map("fr").children("work") == [UNION]
    assert _map("fr").children("union") == []


def test_alternates_are_the_languages_that_a_page_has() -> None:
    assert {link.language for link in _map("en").alternates("work")} == {"en", "fr"}
    assert _map("fr").alternates("law") == [LAW]


def test_languages_are_those_of_the_front_page_the_source_first() -> None:
    links = [*LINKS, _link("home", "ar"), _link("work", "ja")]
    assert SiteMap("ar", "fr", links).languages == ["fr", "en", "ar"]


@pytest.mark.django_db
def test_every_language_has_every_page() -> None:
    pages = site_map()
    assert offered_languages() == pages.languages
    assert offered_languages()[0] == "en"
    keys = {code: {n.key for n in pages.links if n.language == code} for code in pages.languages}
    assert {code: len(found) for code, found in keys.items()} == dict.fromkeys(pages.languages, 21)
    assert len(set(map(frozenset, keys.values()))) == 1
    assert set(pages.languages) <= set(table())


@pytest.mark.django_db
def test_paths_are_the_same_in_every_language() -> None:
    pages = site_map()
    rests = {n.key: {a.path.split("/", 2)[2] for a in pages.alternates(n.key)} for n in pages.links}
    assert {key: len(found) for key, found in rests.items()} == dict.fromkeys(rests, 1)
    assert rests["options-school"] == {"options/school/"}
    assert (rests["home"], rests["record"]) == ({""}, {"record/"})


@pytest.mark.django_db
def test_parents_are_known_in_every_language() -> None:
    found = {(n.language, n.parent) for n in site_map().links if n.key == "options-school"}
    assert found == {(code, "options") for code in offered_languages()}


@pytest.mark.django_db
def test_the_map_takes_two_queries(django_assert_num_queries) -> None:
    with django_assert_num_queries(2), translation.override("fa"):
        assert site_map().language == "fa"


@pytest.mark.django_db
def test_a_page_that_is_not_live_is_not_on_the_map() -> None:
    PublicPage.objects.filter(key="record", locale__language_code="fr").update(live=False)
    assert site_map("fr").page("record").language == "en"
    assert "fr" not in {link.language for link in site_map().alternates("record")}


@pytest.mark.django_db
def test_a_language_whose_front_page_is_not_live_is_not_offered() -> None:
    PublicPage.objects.filter(key="home", locale__language_code="fr").update(live=False)
    assert "fr" not in offered_languages()


@pytest.mark.django_db
def test_only_translations_of_what_has_changed_are_outdated() -> None:
    assert [link for link in site_map().links if link.is_outdated] == []
    PublicPage.objects.filter(key="record", locale__language_code="en").update(content_digest="new")
    stale = {(link.key, link.language) for link in site_map().links if link.is_outdated}
    others = set(offered_languages()) - {"en"}
    assert stale == {("record", code) for code in others}


@pytest.mark.django_db
def test_a_translation_without_its_source_is_outdated() -> None:
    PublicPage.objects.filter(key="record", locale__language_code="en").update(live=False)
    assert {n.is_outdated for n in site_map().alternates("record")} == {True}


@pytest.mark.django_db
def test_without_a_pack_there_is_no_language() -> None:
    PublicPage.objects.all().update(live=False)
    Programme.objects.all().delete()
    assert (offered_languages(), site_map().pages()) == ([], [])


@pytest.mark.django_db
def test_lists_of_pages_hold_each_once() -> None:
    assert len(page_names()) == len(dict(page_names())) == 21
    assert page_names()[0][0] == "home"
    assert len(page_keys()) == 21 * len(offered_languages())
    assert set(offered_languages()) <= set(locales())


@pytest.mark.django_db
def test_a_snapshot_has_every_page_as_plain_values() -> None:
    found = page_snapshot()
    assert set(found) == {f"{link.language}/{link.key}" for link in site_map().links}
    states = {(name[:3] == "en/", row["translation_state"]) for name, row in found.items()}
    assert states == {(True, TranslationState.SOURCE), (False, TranslationState.MACHINE_DRAFT)}
