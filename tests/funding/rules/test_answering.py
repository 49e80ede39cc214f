"""Answers to the questions of a call: what is said of each, at every limit."""

from decimal import Decimal
from types import SimpleNamespace as Made

import pytest

from upstander.funding.rules import answering as rules
from upstander.funding.states import QuestionKind

MISSING, NO_FILE = ["An answer is missing."], ["A file is missing."]
NO_NUMBER, NOT_ONE = ["Write a number."], ["Choose one of the answers."]
LEAST, MOST = ["It must be at least 1."], ["It must be at most 100000."]
TABLE = [{"what": "Cook for all", "who": " "}, {"what": "", "who": "Ada"}]  # four words


def _question(kind, *, is_required=True, **more):
    limits = {"least": None, "most": None, "most_words": None, **more}
    return Made(
        kind=kind, is_required=is_required, choices=[{"key": "yes"}, {"key": "no"}], **limits
    )


def _number(least="1", most="100000.00"):
    limits = {"least": least and Decimal(least), "most": most and Decimal(most)}
    return _question(QuestionKind.NUMBER, **limits)


@pytest.mark.parametrize(("question", "value", "said"), [
    (_number(), "0.99", LEAST), (_number(), "1", []), (_number(), "1.01", []),
    (_number(), "99999.99", []), (_number(), "100000", []), (_number(), "100000.01", MOST),
    (_number(), "many", NO_NUMBER), (_number(), "0", LEAST), (_number("0"), "0", []),
    (_number("0"), "-1", ["It must be at least 0."]),
    (_number(None), "-1", []), (_number(None, None), "1000000", []),
    (_number(None, "2.50"), "2.51", ["It must be at most 2.5."]),
    (_number(None, "0"), "1", ["It must be at most 0."]),
    (_question(QuestionKind.CHOICE), "yes", []), (_question(QuestionKind.CHOICE), "maybe", NOT_ONE),
])  # fmt: skip
def test_a_number_within_its_limits_and_a_choice_of_the_list(question, value, said):
    assert rules.faults_of(question, value, 0) == said


@pytest.mark.parametrize("kind", QuestionKind)
@pytest.mark.parametrize("nothing", [None, "", "  ", [], [{"what": " ", "who": ""}]])
def test_what_is_required_is_missed_where_there_is_nothing(kind, nothing):
    required, free = _question(kind), _question(kind, is_required=False)
    is_file = kind == QuestionKind.FILE
    found = [rules.faults_of(one, nothing, n) for one in (required, free) for n in (0, 1)]
    missed = [NO_FILE, [], [], []] if is_file else [MISSING, MISSING, [], []]
    assert found == missed


@pytest.mark.parametrize(("value", "most", "said"), [
    ("one two three four", 5, []), ("one two three four", 4, []),
    ("one two three four", 3, ["It has 4 words. It may have 3 at most."]),
    ("Don’t stop!", 1, ["It has 2 words. It may have 1 at most."]), ("Don’t stop!", 2, []),
    ("one two three four", None, []), ("- one …", 1, []), ("春の会", 2,
     ["It has 3 words. It may have 2 at most."]),
    (TABLE, 4, []), (TABLE, 3, ["It has 4 words. It may have 3 at most."]), (TABLE, None, []),
])  # fmt: skip
def test_an_answer_is_as_long_as_it_may_be(value, most, said):
    kind = QuestionKind.TABLE if value is TABLE else QuestionKind.TEXT
    assert rules.faults_of(_question(kind, most_words=most), value, 0) == said
    assert rules.too_many_words(Made(most_words=most), value) == said


def test_nothing_has_no_words():
    assert [rules.words_of_answer(value) for value in (None, "", [])] == [0, 0, 0]


def test_a_question_is_asked_where_its_answer_was_given():
    always = Made(asked_if_id=None, asked_if_answer="")
    led = Made(asked_if_id=7, asked_if_answer="yes")
    given = [{}, {7: "no"}, {8: "yes"}, {7: "yes"}]
    assert [rules.is_asked(always, answers) for answers in given] == [True] * 4
    assert [rules.is_asked(led, answers) for answers in given] == [False, False, False, True]
