"""What counts as the same word, in each script."""

import pytest

from upstander.search.words import (
    MOST_PAIRS,
    Asked,
    asked,
    indexed,
    is_near,
    may_be_near,
    plain_text,
    tokens_of,
    without_article,
    words_of,
)

SAME = [
    ("École", "ecole"),
    ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
    ("Straße", "strasse"),
    ("Đường", "duong"),
    ("Kỳ thị chủng tộc", "ky thi chung toc"),
    ("Œuvre", "oeuvre"),
    ("Łódź", "lodz"),
    ("مُحَامٍ", "محام"),
    ("الشـــرطة", "الشرطه"),
    ("إنترنت", "انترنت"),
    ("مستشفى", "مستشفي"),
    ("پلیس", "پليس"),
    ("کار", "كار"),
    ("هندي", "هندی"),
    ("۱۲۳ ١٢٣", "123 123"),
    ("१२ ੧੨ １２", "12 12 12"),
    ("हिन्दी", "हिंदी"),
    ("क़ानून", "कानून"),
    ("दफ़्तर", "दफ्तर"),
    ("हँसी", "हंसी"),
    ("ਪੱਤਰ", "ਪਤਰ"),
    ("ਦੁਭਾਸ਼ੀਆ", "ਦੁਭਾਸੀਆ"),
    ("ਸਿੰਘ", "ਸਿਂਘ"),
    ("po\u00adlice\u200f", "police"),
]
APART = [
    ("police", "palace"),
    ("काम", "कम"),
    ("ਕੰਮ", "ਕਮ"),
    ("警", "察"),
    ("12", "13"),
    ("كلب", "قلب"),
]


def mains(text: str) -> list[str]:
    return [word.main for word in words_of(text)]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_writing_are_one_word(one: str, other: str) -> None:
    assert mains(one) == mains(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert mains(one) != mains(other)


@pytest.mark.parametrize("word", ["नस्लवाद", "ਨਸਲਵਾਦ", "कानूनी", "ਗੁਰਦੁਆਰਾ", "مُحَامٍ", "chủng"])
def test_a_word_is_not_cut_at_its_marks(word: str) -> None:
    assert len(mains(word)) == 1


def test_a_letter_and_its_marks_apart_are_the_letter_with_them() -> None:
    assert mains("e\u0301cole") == mains("\u00e9cole")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("l’école", ["l", "ecole", "lecole"]),
        ("anti-racism", ["anti", "racism", "antiracism"]),
        ("می‌شود", ["مي", "شود", "ميشود"]),
        ("1-833-457", ["1", "833", "457", "1833457"]),
        ("_a_ b", ["a", "b"]),
        ("ﷺ", ["صلي", "الله", "عليه", "وسلم"]),
        ("- ' !? …", []),
    ],
)
def test_what_joins_words_leaves_each_and_the_whole(text: str, found: list[str]) -> None:
    assert mains(text) == found


def test_each_sign_is_a_word_and_so_are_two_neighbours() -> None:
    assert indexed("警察。学校") == ("警 察 警察 学 校 学校", "")
    assert indexed("ｶﾞｲﾄﾞ")[0] == "ガ イ ガイ ド イド"
    assert indexed("경찰에")[0] == "경 찰 경찰 에 찰에"


def test_signs_that_are_written_as_two_stand_where_they_stand() -> None:
    assert [(word.start, word.end) for word in words_of("aｶﾞ") if word.is_sign] == [(1, 3)]


def test_words_with_accents_are_kept_beside() -> None:
    assert indexed("Cảnh sát police") == ("canh sat police", "cảnh sát")


def test_an_arabic_word_is_found_without_its_article() -> None:
    assert indexed("والشرطة")[0].split() == ["والشرطه", "شرطه"]
    assert [without_article(w) for w in ("الله", "العمل", "للعمل", "عمل")] == ["", "عمل", "عمل", ""]


def test_a_place_says_where_a_word_stands() -> None:
    text = "Ring the Police."
    assert [text[word.start : word.end] for word in words_of(text)] == ["Ring", "the", "Police"]


def test_of_a_whole_page_of_signs_only_the_beginning_is_asked_for() -> None:
    [run] = asked("".join(chr(0x4E00 + number) for number in range(200)))
    assert len(run.tokens) == MOST_PAIRS


def test_what_was_typed_is_taken_word_by_word() -> None:
    assert asked("Cảnh sát") == [Asked(("canh",), "cảnh"), Asked(("sat",), "sát")]
    assert asked("landlord's l’école") == [Asked(("landlord",)), Asked(("ecole",), "école")]
    assert asked("警") == [Asked(("警",), is_signs=True)]
    assert asked("警察官x") == [Asked(("警察", "察官"), is_signs=True), Asked(("x",))]
    assert asked("!?") == []


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("police", "polcie", True),
        ("police", "poice", True),
        ("police", "poliice", True),
        ("police", "polica", True),
        ("police", "policy", True),
        ("police", "police", False),
        ("police", "plocie", False),
        ("police", "polis", False),
        ("police", "policies", False),
    ],
)
def test_one_typo_is_near_and_two_are_not(a: str, b: str, near: bool) -> None:
    assert is_near(a, b) is near
    assert is_near(b, a) is near


def test_short_words_and_numbers_are_taken_as_they_are() -> None:
    assert [may_be_near(word) for word in ("hate", "hates", "12345", "a1234")] == [
        False, True, False, False,
    ]  # fmt: skip


def test_what_nobody_can_type_is_left_out() -> None:
    assert plain_text("a\x00b\x1b \t c\ud800") == "a b c"


def test_phrases_are_what_must_be_found_of_them() -> None:
    assert tokens_of(["legal aid", "口译员", "!"]) == [("legal", "aid"), ("口译", "译员"), ()]
