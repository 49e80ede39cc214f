"""Values that were worked out by hand."""

import pytest

from upstander.editing.rules.findings import Weight
from upstander.editing.rules.readability import (
    Reading,
    grade_of,
    is_long,
    reading_findings,
    reading_of,
    sentences_of,
    syllables_of,
)

SYLLABLES = {
    "the": 1, "cat": 1, "people": 2, "safety": 2, "community": 4, "evidence": 3, "racism": 3,
    "asked": 1, "created": 3, "names": 1, "places": 2, "many": 2, "little": 2, "every": 3,
    "organisation": 5, "you're": 1, "911": 3, "hate-crime": 2, "agreed": 2, "—": 1,
}  # fmt: skip


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables_of_a_word(word):
    assert syllables_of(word) == SYLLABLES[word]


def test_grades_are_those_of_the_formula():
    # 9 words, 2 sentences, 9 syllables: 0.39 × 4.5 + 11.8 × 1 − 15.59 = −2.035
    assert grade_of(["The cat sat on the mat.", "The dog ran."]) == -2.0
    # 7 words, 1 sentence, 5+1+3+4+1+3+2 = 19 syllables: 0.39 × 7 + 11.8 × 19 / 7 − 15.59 = 19.169
    hard = "Organisation of evidence: community and evidence safety."
    assert grade_of([hard]) == 19.2


def test_headings_do_not_make_a_text_look_easier():
    text = "The cat sat on the mat. The dog ran."
    assert reading_of("en", [text, "Help", "What to do now"]) == Reading(-2.0, [], 2, 9)
    assert reading_of("en", ["Help"]) == Reading(None, [], 0, 0)


ENDS = {
    "We live in B.C. and help. Call 3.5 times! Now?": [
        "We live in B.C. and help.", "Call 3.5 times!", "Now?",
    ],
    "日本語です。「はい。」次の文！": ["日本語です。", "「はい。」", "次の文！"],
    "هل أنت بأمان؟ اتصل الآن.": ["هل أنت بأمان؟", "اتصل الآن."],
    "यह एक वाक्य है। यह दूसरा है।": ["यह एक वाक्य है।", "यह दूसरा है।"],
    "آیا؟ بله۔ نه.": ["آیا؟", "بله۔", "نه."],
    "One\nTwo": ["One", "Two"],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize("text", ENDS)
def test_sentences_end_as_in_their_script(text):
    assert list(sentences_of(text)) == ENDS[text]


@pytest.mark.parametrize(
    ("language", "word", "most"),
    [("en", "word ", 25), ("ar", "كلمة ", 25), ("hi", "हिन्दी ", 25), ("pa", "ਪੰਜਾਬੀ ", 25),
     ("ko", "한국어 ", 25), ("ja", "語", 60), ("zh-hans", "字", 60), ("zh-hant", "字", 60)],
)  # fmt: skip
def test_a_sentence_is_long_from_one_more_than_is_read_at_once(language, word, most):
    assert not is_long(language, word * most + ".")
    assert is_long(language, word * (most + 1) + ".")


def test_only_english_has_a_grade_and_both_are_told_of_long_sentences():
    assert reading_of("fr", ["Le chat dort."]).grade is None
    long = "word " * 26 + "end."
    found = list(reading_findings(reading_of("fr", [long])))
    assert [(f.weight, f.sentence, f.about) for f in found] == [
        (Weight.SHOULD, "This sentence is long. Make two of it.", long)
    ]


def test_a_grade_above_the_aim_is_told():
    (found,) = reading_findings(Reading(6.1, [], 3, 40))
    assert found.sentence == (
        "Grade 6.1 to read. Aim for grade 6: shorter sentences, common words."
    )
    assert list(reading_findings(Reading(6.0, [], 3, 40))) == []
