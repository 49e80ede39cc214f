"""A call is made, copied, moved on by hand and by the clock."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from tests.accounts.people import hub, member
from tests.funding.call_made import a_draft_call, an_open_call
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.funding.actions import call as actions
from upstander.funding.actions.call_start import usual_columns
from upstander.funding.models import Call
from upstander.funding.queries.call import whole
from upstander.funding.queries.call_texts import missing_in, said
from upstander.funding.rules.call import CloseReason, is_open
from upstander.funding.states import CallState
from upstander.network.interface import Text, source_language
from upstander.network.models import Programme, Wording
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return member(Role.FUNDER_OFFICER, hub())


def _verbs(call):
    return list(Entry.objects.filter(of=f"call:{call.pk}").values_list("verb", flat=True))


def test_a_new_call_starts_from_the_models_of_the_programme(officer):
    with translation.override("ar"):  # the language of the officer's desk is not the call's
        call = actions.make_call("Spring", 2027, by=officer)
    kinds = [(k.key, k.most_per_community, k.most_per_award, k.least_communities,
              k.are_neighbours_required) for k in call.kinds.all()]  # fmt: skip
    assert kinds == [
        ("community", Decimal(7500), None, 1, False),
        ("regional", None, Decimal(15000), 2, True),
    ]
    assert [k.name for k in call.kinds.all()] == ["Community spoke", "Regional spoke"]
    assert call.costs.count() == 7
    assert [(c.key, len(c.anchors), c.weight) for c in call.criteria.all()] == [
        ("understanding", 5, 1), ("course-of-action", 5, 1), ("partnerships", 5, 1)
    ]  # fmt: skip
    assert call.criteria.first().name.startswith("You know racism and hate well")
    assert (call.language, call.currency, call.time_zone) == ("en", "CAD", "America/Vancouver")
    assert (call.key, call.state, call.made_by) == ("spring-2027", CallState.DRAFT, officer)
    assert call.envelopes.count() == 4
    assert _verbs(call) == ["call.made"]


def test_what_the_records_say_in_other_languages_comes_along(officer):
    call = actions.make_call("Spring", 2027, by=officer)
    first = call.criteria.first()
    found = {code for code in table() if said(first, "name", code, "en").language == code}
    assert found == set(table())
    kind = call.kinds.first()
    assert said(kind, "name", "fr", "en").words == kind.texts["fr"]["name"] != "Community spoke"


def test_a_programme_of_another_language_makes_its_call_in_that(officer):
    Programme.objects.update(source_language="fr")
    call = actions.make_call("Printemps", 2027, by=officer)
    assert call.language == "fr"
    assert "fr" not in call.kinds.first().texts
    kind, cost, criterion = (rows.first() for rows in (call.kinds, call.costs, call.criteria))
    assert (kind.name, cost.name) == ("Groupe local communautaire", "Location d’équipement")
    assert (criterion.anchors[0], len(criterion.anchors)) == ("Rien ne le montre", 5)
    assert cost.texts["en"]["name"] == "Equipment rental"
    assert said(criterion, "anchor:0", "en", "fr").words == "Nothing shows it"


def test_what_the_records_do_not_say_in_a_language_is_said_as_they_say_it(officer):
    gone = Wording.objects.filter(language="fr", key="criterion:understanding:text")
    assert gone.delete()[0] == 1
    call = actions.make_call("Spring", 2027, by=officer)
    first, second = call.criteria.all()[:2]
    anchors = {f"anchor:{n}" for n in range(5)}
    names = [{name for name in row.texts["fr"] if not name.startswith("~")}
             for row in (first, second)]  # fmt: skip
    assert names == [anchors, {"name", *anchors}]
    assert {f"~{name}" for name in anchors} < set(first.texts["fr"])
    assert said(first, "name", "fr", "en") == Text(first.name, "en")
    assert first.anchors[0] == "Nothing shows it"


def test_without_a_programme_a_call_has_what_is_usual():
    Programme.objects.all().delete()
    with timezone.override("America/Regina"):
        assert usual_columns() == {
            "language": source_language(), "currency": "CAD", "budget": 0,
            "time_zone": "America/Regina",
        }  # fmt: skip
    Programme.objects.create(name="Other", currency="EUR")
    assert usual_columns()["currency"] == "EUR"


def test_keys_do_not_collide_and_need_no_latin_letters(officer):
    titles = ("Été", "Ete", "春", "!", "?", "x" * 99, "Ete")
    keys = [actions.make_call(title, 2027, by=officer).key for title in titles]
    assert keys == [
        "ete-2027", "ete-2027-2", "chun-2027", "2027", "2027-2", f"{'x' * 45}-2027", "ete-2027-3",
    ]  # fmt: skip


def test_a_copy_has_everything_but_dates_state_and_applications(officer):
    last = an_open_call(title="Last", texts={"fr": {"title": "Dernier"}}, sources=["a page"])
    call = actions.make_call("Next", 2028, by=officer, like=last)
    assert (call.state, call.opens_at, call.closes_at, call.decides_on, call.starts_on) == (
        CallState.DRAFT, None, None, None, None
    )  # fmt: skip
    assert (call.copied_from, call.budget, call.sources) == (last, last.budget, [])
    for old, new in zip(whole(last)[1:], whole(call)[1:], strict=True):
        assert [_plain(row) for row in old] == [_plain(row) for row in new]
        assert not {row.pk for row in old} & {row.pk for row in new}
    led = call.questions.get(key="before-what")
    assert (led.asked_if.call, led.asked_if.key) == (call, "before")
    assert _conditions(call) == _conditions(last) == {"before-what": "before"}
    assert said(call, "title", "fr", "en").words == "Next"  # of another title, a translation is not


def test_a_copy_takes_over_what_the_last_call_says_of_itself(officer):
    said_once = {
        "summary": "Une année de travail.",
        "language": "fr",
        "currency": "EUR",
        "budget": Decimal("120000.50"),
        "time_zone": "Europe/Brussels",
        "reviewers_each": 3,
    }
    call = actions.make_call("Next", 2028, by=officer, like=an_open_call(**said_once))
    call.refresh_from_db()
    assert {name: getattr(call, name) for name in said_once} == said_once


def _conditions(call):
    """The questions that are asked on a condition, with the one that decides."""
    return dict(call.questions.exclude(asked_if=None).values_list("key", "asked_if__key"))


def _plain(row):
    gone = {"_state", "id", "call_id", "asked_if_id"}
    return {name: value for name, value in vars(row).items() if name not in gone}


def test_nobody_else_makes_or_moves_a_call():
    other, call = member(Role.HUB_COORDINATOR, hub()), an_open_call()
    tries = [
        lambda: actions.make_call("Mine", 2027, by=other),
        lambda: actions.schedule_call(call, by=other),
        lambda: actions.take_back_call(call, by=other),
        lambda: actions.open_call(call, by=other),
        lambda: actions.close_call(call, CloseReason.FAULT, by=other),
        lambda: actions.extend_call(call, call.closes_at + timedelta(days=1), by=other),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed, match="Only an officer"):
            attempt()
    calls = Call.objects.filter(year__gt=2020).count()
    assert (calls, Entry.objects.filter(of=f"call:{call.pk}").count()) == (1, 0)


def test_from_draft_to_closed_by_hand(officer):
    call = a_draft_call()
    actions.schedule_call(call, by=officer)
    actions.take_back_call(call, by=officer)
    actions.schedule_call(call, by=officer)
    before = timezone.now()
    actions.open_call(call, by=officer)
    call.refresh_from_db()
    assert before <= call.opens_at <= timezone.now()
    actions.extend_call(call, call.closes_at + timedelta(days=1), by=officer)
    actions.close_call(call, CloseReason.ENOUGH, by=officer)
    call.refresh_from_db()
    assert (call.state, call.closes_at <= timezone.now()) == (CallState.CLOSED, True)
    assert not is_open(call, timezone.now())
    assert _verbs(call) == ["call.scheduled", "call.taken_back", "call.scheduled", "call.opened",
                            "call.extended", "call.closed"]  # fmt: skip


def test_a_clock_that_was_set_back_does_not_keep_a_call_open(officer):
    call = an_open_call(opens_at=timezone.now() + timedelta(hours=1))
    actions.close_call(call, CloseReason.FAULT, by=officer)
    assert Call.objects.get(year__gt=2020).state == CallState.CLOSED


def test_what_has_something_missing_is_not_scheduled(officer):
    call = a_draft_call(summary="")
    with pytest.raises(NotAllowed, match="Something is still missing"):
        actions.schedule_call(call, by=officer)
    assert Call.objects.get(year__gt=2020).state == CallState.DRAFT


def test_the_clock_opens_and_closes_on_time_and_once():
    now = timezone.now()
    due = a_draft_call(state="scheduled", opens_at=now, closes_at=now + timedelta(hours=1))
    later = a_draft_call(state="scheduled", opens_at=now + timedelta(seconds=1),
                         closes_at=now + timedelta(hours=1))  # fmt: skip
    draft = a_draft_call(opens_at=now, closes_at=now + timedelta(hours=1))
    over = an_open_call(opens_at=now - timedelta(days=2), closes_at=now)
    missed = a_draft_call(state="scheduled", opens_at=now - timedelta(2), closes_at=now)
    assert actions.keep_call_times(now) == 4  # what was missed as a whole opens and closes
    assert actions.keep_call_times(now) == 0
    states = [Call.objects.get(pk=call.pk).state for call in (due, later, draft, over, missed)]
    assert states == ["open", "scheduled", "draft", "closed", "closed"]
    assert [_verbs(call) for call in (due, later, draft, over, missed)] == [
        ["call.opened"], [], [], ["call.closed"], ["call.opened", "call.closed"]
    ]  # fmt: skip
    assert all(
        '"by":"system:clock"' in entry.body
        for entry in Entry.objects.filter(of__startswith="call:")
    )


def test_a_second_clock_changes_nothing():
    now = timezone.now()
    call = a_draft_call(state="scheduled", opens_at=now, closes_at=now + timedelta(hours=1))
    stale = Call.objects.get(pk=call.pk)
    actions.keep_call_times(now)
    with pytest.raises(NotAllowed):
        actions.move(stale, to=CallState.OPEN, moves=actions.CALL_MOVES)
    assert Entry.objects.filter(verb="call.opened").count() == 1


def test_the_workers_job_keeps_the_times():
    now = timezone.now()
    call = a_draft_call(state="scheduled", opens_at=now, closes_at=now + timedelta(hours=1))
    call_command("keep_funding_times", turns=1)
    call.refresh_from_db()
    assert call.state == CallState.OPEN


def test_the_languages_that_a_call_lacks_are_counted():
    call = a_draft_call()
    lacks = missing_in(whole(call))
    assert (set(lacks), len(set(lacks.values()))) == (set(table()) - {"en"}, 1)
