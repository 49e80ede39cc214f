"""The return code: read in any script, wrong where a digit is wrong."""

import pytest

from upstander.support.codes import DIGITS, groups_of, keys_of, make_code, read_code

CODE = "405368662062823260577138"
SCRIPTS = ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "੦੧੨੩੪੫੬੭੮੯", "０１２３４５６７８９"]


def test_a_code_has_six_groups_of_four_digits():
    code = make_code()
    assert (len(code), code.isascii(), code.isdigit()) == (DIGITS, True, True)
    assert [len(group) for group in groups_of(code)] == [4] * 6
    assert "".join(groups_of(code)) == code


def test_codes_are_different():
    assert len({make_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("digits", SCRIPTS)
def test_the_digits_of_any_script_are_read(digits):
    code = make_code()
    assert read_code(code.translate(str.maketrans("0123456789", digits))) == code


@pytest.mark.parametrize("between", [" ", "-", "\u200e", "\u00a0", ". ", "\n"])
def test_what_stands_between_is_passed_over(between):
    code = make_code()
    assert read_code(f"\u2067{between.join(groups_of(code))}\u2069") == code


def test_every_single_wrong_digit_is_found():
    code = make_code()
    wrong = [
        code[:at] + str((int(code[at]) + more) % 10) + code[at + 1 :]
        for at in range(DIGITS)
        for more in range(1, 10)
    ]
    assert [read_code(w) for w in wrong] == [None] * (DIGITS * 9)


def test_neighbours_that_changed_places_are_found():
    code = make_code()
    swapped = [code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(DIGITS - 1)]
    assert [read_code(s) for s in swapped if s != code] == [None] * sum(s != code for s in swapped)


@pytest.mark.parametrize("typed", ["", "hello", "1234", "1" * 23, "1" * 25, "9" * 5000, "½" * 24])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


def test_keys_depend_on_the_code_and_the_pepper(settings):
    here = keys_of(CODE)
    assert here == keys_of(CODE)
    assert here.digest != here.unwrap.hex()
    settings.RETURN_CODE_PEPPER = "another"
    elsewhere = keys_of(CODE)
    assert {here.digest, here.unwrap}.isdisjoint({elsewhere.digest, elsewhere.unwrap})
    assert len(here.digest) == 64
