"""What changed between two wordings of a protocol."""

from copy import deepcopy

from upstander.protocols.queries.difference import Fact, difference, pieces_of


def _step(section, text, duty=0, levels=(), within=None):
    return {"section": section, "text": text, "duty": duty, "levels": [*levels], "within": within}


OLD = {
    "summary": "Her wishes come first.",
    "levels": [{"title": "Mild", "trigger": "A word"}, {"title": "Grave", "trigger": "A blow"}],
    "duties": [
        {"title": "First contact", "partner": "The school"}, {"title": "Helper", "partner": ""}
    ],
    "steps": [
        _step("care", "Call her next week", duty=1, within=60),
        _step("safety", "Ask if she is safe"),
        _step("safety", "Offer water and time", levels=[1]),
        _step("safety", "Find a quiet place", within=5),
    ],
}  # fmt: skip


def _told(new):
    return {
        part.title: [(c.kind, c.is_moved, c.pieces, c.facts) for c in part.changes]
        for part in difference(OLD, new)
    }


def test_the_same_words_are_no_difference():
    assert difference(OLD, deepcopy(OLD)) == []
    assert difference(OLD, {**OLD, "summary": " Her wishes  come first.\n"}) == []


def test_words_are_marked_one_by_one():
    assert pieces_of("Call her next week", "Call her the next day") == [
        ("same", "Call her"), ("added", "the"), ("same", "next"), ("removed", "week"),
        ("added", "day"),
    ]  # fmt: skip


def test_what_is_added_removed_and_said_otherwise():
    new = deepcopy(OLD)
    new["summary"] = "Her wishes always come first."
    new["levels"][0]["trigger"] = "A look"
    new["duties"][0]["partner"] = "The clinic"
    del new["steps"][2]
    new["steps"].append({"section": "charge", "text": "Listen", "duty": None, "levels": [0, 1],
                         "within": 120})  # fmt: skip
    assert _told(new) == {
        "What it is for": [("changed", False, [
            ("same", "Her wishes"), ("added", "always"), ("same", "come first.")], [])],
        "Levels": [("changed", False, [("same", "Mild")],
                    [Fact("When it applies", "A word", "A look")])],
        "Roles": [("changed", False, [("same", "First contact")],
                   [Fact("Partner", "The school", "The clinic")])],
        "Safety and prevention": [("removed", False, [("removed", "Offer water and time")], [])],
        "Taking charge": [("added", False, [("added", "Listen")], [
            Fact("How soon", "", "within 2 hours"),
            Fact("Levels", "every level", "Mild, Grave")])],
    }  # fmt: skip


def test_a_step_that_moved_is_told_once_also_into_another_section():
    new = deepcopy(OLD)
    new["steps"].insert(1, new["steps"].pop(3))  # the third of its section is now the first
    assert _told(new) == {
        "Safety and prevention": [("moved", True, [("same", "Find a quiet place")], [])]
    }
    new = deepcopy(OLD)
    new["steps"][3]["section"] = "charge"
    assert _told(new) == {
        "Taking charge": [("changed", True, [("same", "Find a quiet place")],
                           [Fact("Moved", "", "moved here from “Safety and prevention”")])]
    }  # fmt: skip


def test_who_when_and_level_are_told_with_other_words():
    new = deepcopy(OLD)
    new["steps"][0] |= {"text": "Call her within a week", "duty": 0, "levels": [1], "within": 1440}
    assert _told(new) == {
        "Providing care": [("changed", False, [
            ("same", "Call her"), ("removed", "next"), ("added", "within a"), ("same", "week")], [
            Fact("Who", "Helper", "First contact"),
            Fact("How soon", "within 1 hour", "within 1 day"),
            Fact("Levels", "every level", "Grave")])],
    }  # fmt: skip


def test_words_without_blanks_are_compared_by_their_letters():
    old = {**OLD, "steps": [{**OLD["steps"][0], "text": "来週、彼女に電話する"}]}
    new = {**OLD, "steps": [{**OLD["steps"][0], "text": "明日、彼女に電話する"}]}
    assert [[c.kind for c in part.changes] for part in difference(old, new)] == [["changed"]]
