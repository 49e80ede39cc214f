"""What comes first, why it was found, and what is shown of it."""

from functools import partial
from pathlib import Path

import pytest

from upstander.search import index
from upstander.search.queries import PER_PAGE, find
from upstander.search.queries.finding import MOST
from upstander.search.shapes import Document

SAME = {"en": [["job", "work", "paid work"]], "fr": [["boulot", "travail"]]}


def fill(**languages: list[Document]) -> None:
    parts = [("all", code, partial(list, rows)) for code, rows in languages.items()]
    index.write(parts, SAME, is_new=True)


def page(key: str, title: str, text: str = "", **more: object) -> Document:
    return Document("page", key, title, f"/{key}/", body=text, **more)  # type: ignore[arg-type]


def keys(typed: str, language: str = "en") -> list[str]:
    return [hit.key for hit in find(typed, language, "en").hits]


@pytest.fixture
def words(empty_home: Path) -> None:
    fill(en=[
        page("synonym", "A job"),
        page("typo", "Worx and wrok", "xx"),
        page("beginning", "Workplaces"),
        page("text", "Nothing", "There is work in the text, among many other words."),
        page("title", "Work"),
        page("other", "Something else"),
    ])  # fmt: skip


def test_title_then_text_then_beginning_then_same(words: None) -> None:
    assert keys("work") == ["title", "text", "beginning", "synonym"]


def test_the_reason_is_said_with_the_word_as_it_stands(words: None) -> None:
    found = {hit.key: hit.reasons for hit in find("work", "en", "en").hits}
    assert found == {
        "title": [("exact", ["Work"])],
        "text": [("exact", ["work"])],
        "beginning": [("beginning", ["Workplaces"])],
        "synonym": [("same", ["job"])],
    }
    [near] = find("workplacse", "en", "en").hits
    assert near.reasons == [("near", ["Workplaces"])]


def test_the_reason_names_each_word_that_was_asked_for(empty_home: Path) -> None:
    fill(en=[
        page("both", "School and help", "Help at school: a school helps."),
        page("one", "School", "Only one of both."),
        page("apart", "Where to find help", "Ask your scool or another job."),
    ])  # fmt: skip
    found = {hit.key: hit.reasons for hit in find("help school work", "en", "en").hits}
    assert found == {
        "both": [("exact", ["help", "School"])],
        "one": [("exact", ["School"])],
        "apart": [("exact", ["help"]), ("near", ["scool"]), ("same", ["job"])],
    }


def test_words_that_mean_something_together_are_one(words: None) -> None:
    assert set(keys("paid work")) == {"title", "text", "synonym"}


def test_accents_that_were_typed_come_first(empty_home: Path) -> None:
    fill(vi=[page("plain", "Can bo"), page("exact", "Cần bộ"), page("others", "Cán bơ")])
    assert keys("cần bộ", "vi")[0] == "exact"
    assert set(keys("can bo", "vi")) == {"plain", "exact", "others"}


def test_the_readers_language_comes_first_and_nothing_twice(empty_home: Path) -> None:
    fill(
        fr=[page("both", "Police", "peu"), page("more", "Police police police")],
        en=[page("both", "Police"), page("english", "Police")],
        es=[page("spanish", "Police")],
    )
    hits = find("police", "fr", "en").hits
    assert [(hit.key, hit.language) for hit in hits[-1:]] == [("english", "en")]
    assert {hit.key for hit in hits[:2]} == {"both", "more"}
    assert len(hits) == 3


def test_the_title_may_be_in_another_language(empty_home: Path) -> None:
    fill(fa=[page("x", "Society", "کمک", written_in="en")])
    assert find("کمک", "fa", "en").hits[0].language == "en"


def test_where_few_have_all_words_some_are_enough(empty_home: Path) -> None:
    fill(
        en=[page("both", "hate crime"), page("one", "hate"), page("two", "crime"), page("no", "x")]
    )
    found = find("hate crime", "en", "en")
    assert found.is_loose
    assert found.hits[0].key == "both"
    assert {hit.key for hit in found.hits} == {"both", "one", "two"}


def test_of_signs_a_pair_then_a_sign_is_enough(empty_home: Path) -> None:
    fill(ja=[page("whole", "警察官"), page("part", "警察署"), page("sign", "視察")])
    assert keys("警察官", "ja") == ["whole"]
    assert keys("警察犬", "ja") == ["whole", "part"]
    assert set(keys("警喪察", "ja")) == {"whole", "part", "sign"}
    [hit] = find("警察官", "ja", "en").hits
    assert [mark.text for mark in hit.title if mark.is_found] == ["警察官"]


def test_one_narrows_by_kind_region_and_topic(empty_home: Path) -> None:
    north, south = (("north", "The North"),), (("south", "The South"),)
    fill(en=[
        page("a", "police a", regions=north, topics=(("work", "Work"),)),
        Document("service", "b", "police b", "/b/", regions=south),
        page("c", "police c"),
    ])  # fmt: skip
    found = find("police", "en", "en", chosen={"region": "north"})
    assert [hit.key for hit in found.hits] == ["a"]
    assert found.facets == {
        "kind": [("page", "page"), ("service", "service")],
        "region": [("north", "The North"), ("south", "The South")],
        "topic": [("work", "Work")],
    }
    assert find("police", "en", "en", chosen={"kind": "service", "region": "north"}).hits == []


def test_results_are_paged_and_end(empty_home: Path) -> None:
    fill(en=[page(str(n), f"police {n}") for n in range(MOST + 25)])
    found = find("police", "en", "en", page=2)
    assert (found.total, found.is_more, found.page, found.pages) == (
        MOST,
        True,
        2,
        MOST // PER_PAGE,
    )
    assert find("police", "en", "en", page=10_000).page == MOST // PER_PAGE
    seen = [
        h.key for n in range(1, found.pages + 1) for h in find("police", "en", "en", page=n).hits
    ]
    assert len(set(seen)) == MOST


def test_the_passage_is_around_the_word(empty_home: Path) -> None:
    long = "before " * 60 + "the landlord came " + "after " * 60
    fill(
        en=[
            page("a", "Title", long),
            page("b", "No text", ""),
            page("c", "警", "前" * 90 + "landlord" + "後" * 400),
        ]
    )
    hits = {hit.key: hit for hit in find("landlord", "en", "en").hits}
    text = "".join(mark.text for mark in hits["a"].passage)
    assert "the landlord came" in text
    assert text.startswith("… before")
    assert text.endswith(" …")
    assert [mark.text for mark in hits["a"].passage if mark.is_found] == ["landlord"]
    assert "landlord" in "".join(mark.text for mark in hits["c"].passage)
    assert find("no", "en", "en").hits[0].passage == []


def test_a_word_that_was_not_typed_has_no_meaning(empty_home: Path) -> None:
    fill(en=[page("a", "Title")])
    assert find("?!", "en", "en").has_words is False
