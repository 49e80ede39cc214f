"""The measuring of the search: it must be able to find one that is wrong."""

import random

import pytest

from benchmarks import search
from upstander.core.languages import table


def test_each_language_has_its_planted_words() -> None:
    planted = list(search.plants(search.sentences(), random.Random(1)))  # noqa: S311
    assert {one.language for one in planted} == set(table())
    assert len({(one.language, one.word) for one in planted}) == search.PLANTED * len(table())
    assert [one for one in planted if one.typed == one.word] == []


def test_a_search_that_finds_all_is_caught(monkeypatch, capsys) -> None:
    def all_of(rows: list[tuple[str, str, str, str]]) -> search.Search:
        return lambda typed, code: [key for _, key, *_ in rows]

    monkeypatch.setattr(search, "ours", all_of)
    with pytest.raises(ValueError, match="control"):
        search.measure(300)


def test_a_search_that_finds_nothing_has_missed(monkeypatch, capsys) -> None:
    monkeypatch.setattr(search, "ours", lambda rows: lambda typed, code: [])
    assert search.measure(300) is False
    assert " 0.0%" in capsys.readouterr().out
