"""Documents: every script, the same bytes, and nothing that was typed is markup."""

import io
import unicodedata
from collections import Counter

import pikepdf
import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.core.pdf_read import words_in
from upstander.core.languages import table
from upstander.core.pdf import pdf_of

DOCUMENT = "funding/document.typ"
TAGS = {"zh-hans": "zh-CN", "zh-hant": "zh-TW"}  # by region, which chooses the letters
SENTENCES = {
    "ar": "اتفاقية التمويل مع المؤسسة",
    "en": "The agreement with xʷməθkʷəy̓əm",
    "es": "El acuerdo de financiación",
    "fa": "توافق‌نامهٔ کمک مالی",
    "fr": "L’accord de financement où",
    "hi": "अनुदान समझौता क्षेत्रीय",
    "ja": "助成金の契約書 𠮷野",
    "ko": "지원금 협약서",
    "pa": "ਫੰਡਿੰਗ ਸਮਝੌਤਾ ਪੰਜਾਬੀ ਵਿੱਚ",
    "tl": "Kasunduan sa pondo",
    "vi": "Thoả thuận tài trợ được",
    "zh-hans": "资助协议 直骨海",
    "zh-hant": "資助協議 直骨海",
}


def _made(language: str, text: str, **more: object) -> bytes:
    return pdf_of(DOCUMENT, {"title": text, "blocks": [{"text": text}], **more}, language)


def _letters(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text)
    return {letter for letter in plain if unicodedata.category(letter)[0] in "LMN"}


def test_every_language_has_a_sentence_here() -> None:
    assert sorted(SENTENCES) == sorted(table())


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_each_script_comes_out_with_all_its_letters(language: str) -> None:
    made = _made(language, SENTENCES[language])

    assert _letters(SENTENCES[language]) - _letters(words_in(made)) == set()
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.Lang == TAGS.get(language, language)
        assert document.Root.MarkInfo.Marked is True


def test_the_same_words_give_the_same_bytes() -> None:
    assert _made("pa", SENTENCES["pa"]) == _made("pa", SENTENCES["pa"])


def test_what_was_typed_is_never_markup() -> None:
    typed = '#panic("x") *bold* $1/0$ @who <label> // https://example.org/ #sys.inputs ] } "'
    assert typed.split() == words_in(_made("en", typed)).split()[: len(typed.split())]


def test_a_letter_that_no_face_has_stops_nothing() -> None:
    assert "Neighbours" in words_in(_made("en", "Neighbours 🙂"))


def test_a_document_that_is_not_there_is_said() -> None:
    with pytest.raises(LookupError, match=r"no document 'funding/nothing\.typ'"):
        pdf_of("funding/nothing.typ", {}, "en")


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_every_page_of_a_demonstration_says_so(settings, language: str) -> None:
    with translation.override(language):
        stamp = gettext("Demonstration")
    long = "\n".join([SENTENCES[language]] * 80)
    settings.IS_DEMONSTRATION = False
    real = pdf_of(DOCUMENT, {"title": "One", "blocks": [{"text": long}]}, language)
    settings.IS_DEMONSTRATION = True
    made = pdf_of(DOCUMENT, {"title": "One", "blocks": [{"text": long}]}, language)

    with pikepdf.open(io.BytesIO(made)) as document, pikepdf.open(io.BytesIO(real)) as before:
        assert len(document.pages) == len(before.pages) > 1
        title = str(document.docinfo.Title)
    assert title == f"{stamp} – One"
    for page, plain in zip(_pages(made), _pages(real), strict=True):
        more = Counter(page) - Counter(plain)
        assert _letters(stamp) <= set("".join(more))


def _pages(data: bytes) -> list[str]:
    return [unicodedata.normalize("NFKC", page) for page in words_in(data).split("\n")]
