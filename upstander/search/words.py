"""What counts as the same word: one function for what is indexed and for what is typed.

A word is compared as NFKC, without case, its digits as 0 to 9. Beside that, in each script:
Latin without accents; Arabic and Persian without marks and tatweel, forms of alef, yeh, kaf and
heh as one; Devanagari and Gurmukhi without nukta, nasal signs as one. Han, kana and Hangul have
no spaces to go by: each sign is a word, and two neighbours are one too. Nothing is kept at hand
here: what people type goes with the request.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

LONGEST = 40  # letters of a word that are compared
MOST_PAIRS = 24  # of a run of signs that was typed


class Word(NamedTuple):
    """A word of a text, with the place where it stands in it.

    `main` is how it is compared, `exact` the same with its accents (mostly equal), `also` the
    word without its article. `is_sign`: one sign of a script without spaces; `follows`: it
    stands directly behind another. `is_whole`: several words and what joins them, written as one.
    """

    main: str
    exact: str
    also: str
    start: int
    end: int
    is_sign: bool = False
    follows: bool = False
    is_whole: bool = False
    is_part: bool = False


def _class_of(*categories: str) -> str:
    """Signs of these categories, as they stand within brackets of an expression."""
    found = (n for n in range(0x10000) if unicodedata.category(chr(n)) in categories)
    runs = []
    for _, run in groupby(enumerate(found), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        runs.append(f"\\u{numbers[0]:04x}-\\u{numbers[-1]:04x}")
    return "".join(runs)


# Vowel signs are marks: `\w` alone would cut a word of Hindi, Punjabi or Arabic at each of them.
LETTER = rf"[^\W_]|[{_class_of('Mn', 'Mc', 'Me')}]"
UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufe00-\ufe0f\ufeff"
)
JOINTS = "'’ʼ´`\\-‐‑·"
WORD = re.compile(rf"(?:{LETTER})(?:{LETTER}|[{UNSEEN}]|[{JOINTS}](?={LETTER}))*")
PART = re.compile(rf"(?:{LETTER}|[{UNSEEN}])+")
NOT_SEEN = re.compile(f"[{UNSEEN}]")
SIGNS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
RUN = re.compile(f"[{SIGNS}\u3099\u309a]+")
SIMPLE = re.compile(f"[^{SIGNS}\u3099\u309a{JOINTS}\u200c]+")
PIECE = re.compile(f"[{SIGNS}\u3099\u309a]+|[^{SIGNS}\u3099\u309a]+")

LATIN = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d",
                       "þ": "th"})  # fmt: skip
ARABIC = re.compile("[\u0600-\u06ff]")
ARABIC_FORMS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېئۍےۓ", "ي"),
    **dict.fromkeys("کڪګ", "ك"),
    **dict.fromkeys("ةۀهھہەۂۃ", "ه"),
    **dict.fromkeys("ؤۇۆ", "و"),
    "ـ": "",
    "ء": "",
}
ARABIC_MARKS = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD),
                *range(0x06DF, 0x06E9), *range(0x06EA, 0x06EE)]  # fmt: skip
IN_ARABIC = str.maketrans({**ARABIC_FORMS, **{chr(n): "" for n in ARABIC_MARKS}})
ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال")

INDIC = re.compile("[\u0900-\u097f\u0a00-\u0a7f]")
IN_INDIC = str.maketrans({
    "\u093c": "", "\u0a3c": "",  # nukta
    "\u0901": "\u0902",  # candrabindu is written as anusvara too
    "\u0a01": "\u0a70", "\u0a02": "\u0a70",  # and so are adak bindi and bindi as tippi
    "\u0a71": "",  # addak doubles a sound, and is often left out
})  # fmt: skip
# हिन्दी is हिंदी: a nasal before a sound of its own row is anusvara.
NASALS = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")


def folded(exact: str) -> str:
    """A word without what writers leave out; it stays empty only where it was."""
    if exact.isascii():
        return exact
    plain = exact
    if ARABIC.search(plain):
        plain = plain.translate(IN_ARABIC)
    elif INDIC.search(plain):
        plain = NASALS.sub("\u0902", plain.translate(IN_INDIC))
    else:
        plain = unicodedata.normalize("NFC", "".join(_without_accents(plain))).translate(LATIN)
    return plain or exact


def _without_accents(text: str) -> Iterator[str]:
    is_latin = False
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(sign):
            is_latin = sign < "\u0250"
        elif is_latin:
            continue
        yield sign


def lowered(raw: str) -> str:
    """NFKC, no case, digits 0 to 9, nothing unseen."""
    if raw.isascii():
        return raw.lower()[:LONGEST]
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", raw).casefold())
    plain = NOT_SEEN.sub("", plain)
    if not plain.isalpha():
        plain = "".join(str(unicodedata.decimal(c, c)) for c in plain)
    return plain[:LONGEST]


def without_article(main: str) -> str:
    """An Arabic word without its article and what is written together with that."""
    if not "\u0600" < main < "\u0700":
        return ""
    for article in ARTICLES:
        if main.startswith(article) and len(main) >= len(article) + 3:
            return main[len(article) :]
    return ""


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for found in WORD.finditer(text):
        whole, start = found[0], found.start()
        if whole.isascii() and whole.isalnum():  # most words of most texts
            main = whole.lower()[:LONGEST]
            yield Word(main, main, "", start, found.end())
            continue
        if SIMPLE.fullmatch(whole):
            yield from _plain(whole, start, found.end(), False)
            continue
        parts = list(PART.finditer(whole))
        # Persian writes half a space within a word, which many leave out or write in full.
        pieces = [
            (start + part.start() + at, piece) for part in parts for at, piece in _halves(part[0])
        ]
        is_part = len(pieces) > 1
        for at, piece in pieces:
            yield from _pieces(piece, at, is_part)
        if is_part and not RUN.search(whole):
            exact = "".join(lowered(piece) for _, piece in pieces)[:LONGEST]
            yield Word(folded(exact), exact, "", start, found.end(), is_whole=True)


def _halves(part: str) -> Iterator[tuple[int, str]]:
    if "\u200c" not in part or not ARABIC.search(part):
        yield 0, part
        return
    at = 0
    for piece in part.split("\u200c"):
        if piece:
            yield at, piece
        at += len(piece) + 1


def _pieces(text: str, start: int, is_part: bool) -> Iterator[Word]:
    for piece in PIECE.finditer(text):
        first, last = start + piece.start(), start + piece.end()
        if RUN.fullmatch(piece[0]):
            yield from _signs(piece[0], first)
            continue
        yield from _plain(piece[0], first, last, is_part)


def _plain(piece: str, first: int, last: int, is_part: bool) -> Iterator[Word]:
    for exact in lowered(piece).split():  # some signs are several words, such as ﷺ
        main = folded(exact)
        yield Word(main, exact, without_article(main), first, last, is_part=is_part)


def _signs(run: str, start: int) -> Iterator[Word]:
    plain = unicodedata.normalize("NFKC", run)
    is_same = len(plain) == len(run)
    for number, sign in enumerate(plain):
        at = start + number if is_same else start
        end = at + 1 if is_same else start + len(run)
        yield Word(sign, sign, "", at, end, is_sign=True, follows=number > 0)


def indexed(text: str) -> tuple[str, str]:
    """What an index keeps of a text: its words as they are compared, and those with accents."""
    mains: list[str] = []
    exacts: list[str] = []
    before = ""
    for word in words_of(text):
        mains.append(word.main)
        if word.also:
            mains.append(word.also)
        if word.follows:
            mains.append(before + word.main)
        if word.exact != word.main:
            exacts.append(word.exact)
        before = word.main
    return " ".join(mains), " ".join(exacts)


class Asked(NamedTuple):
    """A word that was typed: what must be found of it, and where not more than signs, itself.

    `tokens` are several only in a script without spaces, or in words that have another meaning
    together. `exact` is "" where it was typed without accents.
    """

    tokens: tuple[str, ...]
    exact: str = ""
    also: str = ""
    is_signs: bool = False


def asked(typed: str) -> list[Asked]:
    """What was typed, word by word. A run of signs is one: each pair of neighbours in it."""
    found: list[Asked] = []
    run: list[str] = []
    for word in words_of(typed):
        if run and not (word.is_sign and word.follows):
            found.append(_run(run))
            run = []
        if word.is_sign:
            run.append(word.main)
        elif not word.is_whole and not _is_scrap(word):
            exact = word.exact if word.exact != word.main else ""
            found.append(Asked((word.main,), exact, word.also))
    return [*found, _run(run)] if run else found


def _is_scrap(word: Word) -> bool:
    """The s of `landlord's`, the l of `l'école`."""
    return word.is_part and len(word.main) == 1 and word.main.isascii() and word.main.isalpha()


def _run(signs: list[str]) -> Asked:
    pairs = tuple(dict.fromkeys(a + b for a, b in pairwise(signs)))
    return Asked(pairs[:MOST_PAIRS] or tuple(signs), is_signs=True)


def is_near(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped makes one word of the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    rest_a, rest_b = a[start:], b[start:]
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return swapped or rest_b == rest_a[1:] or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:]


def may_be_near(token: str) -> bool:
    """Words of five letters or more are also found with one typo; numbers never."""
    return len(token) >= 5 and not any(c.isdigit() for c in token)


def plain_text(typed: str) -> str:
    """What was typed without what no one can type: null bytes and other controls."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in typed)
    return " ".join("".join(kept).split())


def tokens_of(phrases: Iterable[str]) -> list[tuple[str, ...]]:
    """Phrases as what must be found of each."""
    return [tuple(t for one in asked(p) for t in one.tokens) for p in phrases]
