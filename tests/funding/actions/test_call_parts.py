"""Sections of a call: who changes them, when, and what the log says of it."""

import pytest

from tests.accounts.people import hub, member
from tests.funding.call_made import a_draft_call
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.funding.actions import call_parts as actions
from upstander.funding.actions.call_parts import Seen
from upstander.funding.models import Call
from upstander.funding.queries.call_texts import said
from upstander.funding.states import CallState
from upstander.network.interface import Text
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DEEDS = {
    "basics": lambda seen, row: actions.change_basics(seen, {"title": "New"}),
    "add": lambda seen, row: actions.change_part(seen, "costs", None, {"name": "New"}),
    "change": lambda seen, row: actions.change_part(seen, "costs", row.pk, {"name": "New"}),
    "remove": lambda seen, row: actions.remove_part(seen, "costs", row.pk),
    "shift": lambda seen, row: actions.shift_part(seen.call, "costs", row.pk, 1, by=seen.by),
    "envelopes": lambda seen, row: actions.change_envelopes(seen, {}),
}
WORDS = {
    "summary": lambda seen, row: actions.reword_summary(seen, "New"),
    "languages": lambda seen, row: actions.translate_call(seen, "fr", {}),
}


@pytest.fixture
def officer():
    return member(Role.FUNDER_OFFICER, hub())


def _tried(deed, call, user, version=None):
    seen = Seen(call, call.version if version is None else version, user)
    try:
        deed(seen, call.costs.first())
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("name", [*DEEDS, *WORDS])
@pytest.mark.parametrize("state", CallState)
def test_each_deed_in_the_states_that_have_it(officer, name, state):
    call = a_draft_call(state=state)
    deed = {**DEEDS, **WORDS}[name]
    worded = (CallState.DRAFT, CallState.SCHEDULED, CallState.OPEN, CallState.CLOSED)
    may = state in worded if name in WORDS else state == CallState.DRAFT
    assert _tried(deed, call, officer) is may
    assert Call.objects.get(year__gt=2020).version == call.version + may
    verbs = Entry.objects.filter(of=f"call:{call.pk}").values_list("verb", flat=True)
    assert list(verbs) == ["call.changed"] * may


@pytest.mark.parametrize("name", [*DEEDS, *WORDS])
def test_nobody_else_changes_a_call(name):
    call = a_draft_call()
    assert not _tried({**DEEDS, **WORDS}[name], call, member(Role.ADMINISTRATOR, hub()))


@pytest.mark.parametrize("name", [name for name in (*DEEDS, *WORDS) if name != "shift"])
def test_who_is_second_changes_nothing(officer, name):
    call = a_draft_call()
    actions.change_basics(Seen(call, call.version, officer), {"title": "First"})
    assert not _tried({**DEEDS, **WORDS}[name], call, officer, version=call.version)
    assert Call.objects.get(year__gt=2020).version == call.version + 1


def test_the_log_holds_no_words(officer):
    call = a_draft_call()
    actions.change_basics(Seen(call, 0, officer), {"title": "A heron", "summary": "A bicycle"})
    body = Entry.objects.get(verb="call.changed").body
    assert ("heron" in body, "bicycle" in body) == (False, False)
    assert '"section":"basics"' in body


def test_the_first_and_the_last_go_no_further(officer):
    call = a_draft_call()
    keys = list(call.costs.values_list("key", flat=True))
    actions.shift_part(call, "costs", call.costs.first().pk, -1, by=officer)
    actions.shift_part(call, "costs", call.costs.last().pk, 1, by=officer)
    assert list(call.costs.values_list("key", flat=True)) == keys


def test_a_part_that_is_gone_is_said(officer):
    call = a_draft_call()
    with pytest.raises(NotAllowed, match="Reload the page"):
        actions.change_part(Seen(call, 0, officer), "costs", 0, {"name": "New"})


def test_keys_of_parts_are_found_for_every_script(officer):
    call = a_draft_call()
    for version, name in enumerate(("交通", "交通", "!")):
        actions.change_part(Seen(call, version, officer), "costs", None, {"name": name})
    keys = list(call.costs.values_list("key", flat=True))[-3:]
    assert keys[1] == f"{keys[0]}-2"
    assert keys[2] == "part"


def test_a_translation_knows_of_which_source_it_is(officer):
    call = a_draft_call()
    cost = call.costs.get(key="marketing")
    cost.texts = {"fr": {"name": "Publicité"}}  # as a pack or a copy has it, without a digest
    cost.save()
    assert said(cost, "name", "fr", "en").words == "Publicité"
    call = actions.change_part(Seen(call, 0, officer), "costs", cost.pk, {"help": "Posters"})
    cost.refresh_from_db()
    assert said(cost, "name", "fr", "en").words == "Publicité"
    call = actions.change_part(Seen(call, 1, officer), "costs", cost.pk, {"name": "Posters"})
    cost.refresh_from_db()
    assert said(cost, "name", "fr", "en") == Text("Posters", "en")
    words = {(type(cost), cost.pk, "name"): "Affiches"}
    actions.translate_call(Seen(call, 2, officer), "fr", words)
    cost.refresh_from_db()
    assert said(cost, "name", "fr", "en") == Text("Affiches", "fr")
    assert said(cost, "nothing", "fr", "en") == Text("", "en")
