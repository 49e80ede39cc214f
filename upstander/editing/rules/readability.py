"""How hard a text is to read. Plain values in and out.

English has a grade: Flesch-Kincaid, by which a text of grade 6 is read after six years of school.

    grade = 0.39 × words / sentences + 11.8 × syllables / words − 15.59

Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of New Readability
Formulas for Navy Enlisted Personnel. Research Branch Report 8-75, Naval Technical Training, 1975.
The formula was made for English alone, so that other languages are told of long sentences only.

Syllables: a word is cut where it may be hyphenated (`pyphen`, en_US; words of five letters and
less are one piece, which the hyphens of print leave whole). In each piece, runs of vowels
(a e i o u y) count one each, at least one; an *e* at its end is silent after another vowel, and so
are *-es* and *-ed* at the end of the word where English does not say them; *-sm* adds one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import pyphen
from django.utils.translation import gettext as _

from upstander.editing.rules.findings import Finding, should

AIM = 6  # the grade in which what everybody reads should be written
LONG = 25  # words of a sentence
LONG_IN_LETTERS = 60  # of a sentence, in scripts without spaces between words: our own measure
WITHOUT_SPACES = frozenset({"zh-hans", "zh-hant", "ja"})
WITH_GRADE = frozenset({"en"})
SHORT_WORD = 5  # letters
A_SENTENCE = 8  # words, from which a line counts as one though it ends without a mark

ENDS = ".!?…؟۔।॥。！？"
# A full stop ends a sentence before a space, but not after a letter alone, as in "B.C."; the marks
# of scripts that leave no space end it wherever they stand.
END = re.compile(r"(?<!\b[A-Za-z])[.!?…؟۔।॥]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[”’」』）]*|\n+")
APART = re.compile(r"[\s—–/]+")
PARTS = re.compile(r"[^\W_]+")
VOWELS = re.compile(r"[aeiouy]+")
UNSPOKEN_ES = re.compile(r"(?<!c)(?<!s)(?<!x)(?<!z)(?<!g)(?<!h)(?<![aeiou])es$")
UNSPOKEN_ED = re.compile(r"(?<![td])(?<![aeiou])ed$")


class Reading(NamedTuple):
    """`grade` to one decimal, None outside English or where there is no sentence."""

    grade: float | None
    long: list[str]
    sentences: int
    words: int


def reading_of(language: str, texts: Iterable[str]) -> Reading:
    """How hard `texts` are to read; each is plain words, and ends its last sentence."""
    found = [s for text in texts for s in sentences_of(text)]
    counted = [s for s in found if _is_counted(language, s)]
    words = [word for s in counted for word in words_of(s)]
    grade = grade_of(counted) if language in WITH_GRADE and words else None
    return Reading(grade, [s for s in found if is_long(language, s)], len(counted), len(words))


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, with their marks."""
    start = 0
    for end in END.finditer(text):
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if rest := text[start:].strip():
        yield rest


def words_of(sentence: str) -> list[str]:
    """What stands between spaces and has a letter or a digit, in any script."""
    return [word for word in APART.split(sentence) if any(map(str.isalnum, word))]


def _is_counted(language: str, sentence: str) -> bool:
    """A heading or a label is no sentence, and would make the rest look easier than it is."""
    if sentence.rstrip("\"'”’»)]")[-1:] in ENDS:
        return bool(words_of(sentence))
    return language not in WITHOUT_SPACES and len(words_of(sentence)) >= A_SENTENCE


def is_long(language: str, sentence: str) -> bool:
    """More words, or letters where words have no spaces between them, than one reads at once."""
    if language in WITHOUT_SPACES:
        return sum(letter.isalnum() for letter in sentence) > LONG_IN_LETTERS
    return len(words_of(sentence)) > LONG


def grade_of(sentences: Iterable[str]) -> float:
    """Flesch-Kincaid grade of English sentences that have words."""
    sentences = list(sentences)
    words = [word for sentence in sentences for word in words_of(sentence)]
    syllables = sum(map(syllables_of, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return round(grade, 1)


@lru_cache(maxsize=20_000)
def syllables_of(word: str) -> int:
    """How many an English word has, by the rule above; of a number, one for each digit."""
    return sum(_syllables(part) for part in PARTS.findall(word.lower())) or 1


def _syllables(word: str) -> int:
    if word in ("s", "t", "d", "m", "ll", "ve", "re"):  # what is left of a word after '
        return 0
    if word.isdigit():
        return len(word)
    word = UNSPOKEN_ED.sub("d", UNSPOKEN_ES.sub("s", word))
    pieces = [word] if len(word) <= SHORT_WORD else _hyphens().inserted(word, "-").split("-")
    return sum(map(_runs, pieces)) + (1 if word.endswith("sm") and len(word) > 3 else 0)


def _runs(piece: str) -> int:
    runs = len(VOWELS.findall(piece))
    is_silent = runs > 1 and piece.endswith("e") and piece[-2] not in "aeiouyl"
    return max(1, runs - is_silent)


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def reading_findings(reading: Reading) -> Iterator[Finding]:
    """A grade above the aim, and each long sentence."""
    if reading.grade is not None and reading.grade > AIM:
        yield should(
            _("Grade %(grade)s to read. Aim for grade %(aim)s: shorter sentences, common words.")
            % {"grade": reading.grade, "aim": AIM}
        )
    for sentence in reading.long:
        yield should(_("This sentence is long. Make two of it."), about=sentence)
