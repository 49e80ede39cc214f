"""Twenty questions a language over the pages of the pack, all of which must be answered."""

import tomllib
from pathlib import Path

import pytest

from upstander.core.languages import table
from upstander.search.queries import find

QUERIES = Path(__file__).parent / "queries"
NEEDED = {
    "ar": {"marks", "forms", "article", "typo"},
    "fa": {"forms", "typo"},
    "hi": {"nukta", "digits", "typo"},
    "ja": {"sign", "forms", "digits", "typo"},
    "ko": {"sign", "typo"},
    "pa": {"nukta", "addak", "digits", "typo"},
    "vi": {"accents", "typo"},
    "zh-hans": {"sign", "typo"},
    "zh-hant": {"sign", "typo"},
}


def questions(code: str) -> list[list[str]]:
    rows: list[list[str]] = tomllib.loads((QUERIES / f"{code}.toml").read_text("utf-8"))["queries"]
    return rows


@pytest.mark.parametrize("code", table())
def test_there_are_twenty_questions_a_language(code: str) -> None:
    rows = questions(code)
    assert len({typed for typed, _, _ in rows}) == 20
    tried = {how for *_, how in rows}
    assert NEEDED.get(code, {"typo"}) | {"word", "same"} <= tried


@pytest.mark.parametrize("code", table())
def test_each_question_is_answered_on_the_first_page(code: str, found_pack: None) -> None:
    missed = [
        (typed, wanted)
        for typed, wanted, _ in questions(code)
        if wanted not in [f"{hit.kind}/{hit.key}" for hit in find(typed, code, "en").hits]
    ]
    assert missed == []


def test_what_nothing_has_is_not_found(found_pack: None) -> None:
    """Else the questions above would prove nothing."""
    assert find("zzyzxqwv", "en", "en").hits == []
