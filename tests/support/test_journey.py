"""Answers travel sealed in the form; steps go on and back."""

import time

import pytest

from upstander.support.journey import (
    OLD_SECONDS,
    STEPS,
    TICKET_SECONDS,
    after,
    answered,
    before,
    is_old,
    lacking,
    new_visit,
    read_ticket,
    read_visit,
    renewed,
    seal_ticket,
    seal_visit,
)


def test_a_form_comes_back_as_it_went():
    visit = answered(new_visit(), "what", {"words": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "chosen": ["threat"]})
    assert read_visit(seal_visit(visit)) == visit
    assert "threat" not in seal_visit(visit)


@pytest.mark.parametrize("sealed", ["", "x", "é", "A" * 400, "===="])
def test_what_is_not_ours_is_no_form(sealed):
    assert read_visit(sealed) is None


def test_a_changed_form_is_no_form():
    sealed = seal_visit(new_visit())
    middle = len(sealed) // 2
    other = "B" if sealed[middle] == "A" else "A"
    assert read_visit(sealed[:middle] + other + sealed[middle + 1 :]) is None


def test_a_ticket_is_no_form_and_a_form_no_ticket():
    assert read_visit(seal_ticket("1", b"k")) is None
    assert read_ticket(seal_visit(new_visit())) is None


def test_a_form_under_the_secret_of_before_still_opens(settings):
    sealed = seal_visit(new_visit())
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 8
    assert read_visit(sealed) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert read_visit(sealed) is not None


def test_a_ticket_is_good_for_half_an_hour(monkeypatch):
    sealed = seal_ticket("12", b"key")
    assert read_ticket(sealed) == ("12", b"key")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + TICKET_SECONDS + 2)
    assert read_ticket(sealed) is None


def test_a_form_is_old_after_a_day_and_young_when_renewed():
    visit = new_visit()._replace(started=1000)
    ages = [is_old(visit, 1000 + OLD_SECONDS), is_old(visit, 1001 + OLD_SECONDS)]
    assert ages == [False, True]
    young = renewed(visit)
    assert (young.token, young.code, is_old(young, time.time())) == (visit.token, visit.code, False)


def test_steps_go_on_and_back_within_their_ends():
    assert [after(step) for step in STEPS] == [*STEPS[1:], STEPS[-1]]
    assert [before(step) for step in STEPS] == [STEPS[0], *STEPS[:-1]]


def test_nothing_said_takes_the_answer_out():
    visit = answered(new_visit(), "when", {"chosen": "longer", "day": ""})
    assert visit.answers == {"when": {"chosen": "longer"}}
    assert answered(visit, "when", {"chosen": "", "day": ""}).answers == {}


def test_two_things_are_needed():
    visit = new_visit()
    assert lacking(visit) == ["what", "where"]
    visit = answered(visit, "what", {"chosen": ["not-sure"]})
    assert lacking(answered(visit, "where", {"listed": "elsewhere"})) == []
