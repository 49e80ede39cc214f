"""Every deed about an application against everyone, every state of it and of its call."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace as Made

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.application_made import (
    a_partner,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import officer
from tests.funding.call_made import an_open_call
from tests.funding.telling import refusal, row, traces
from upstander.core.cleaning.results import Clean
from upstander.funding.actions import application as deeds
from upstander.funding.actions import application_file as files
from upstander.funding.actions import partner as partners
from upstander.funding.models import Application, Call, Partner
from upstander.funding.queries.application import version_of_partner, version_of_section
from upstander.funding.states import ApplicationState, CallState
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
NOTE = Clean("document", "text/plain", "txt", b"We support this.")
TERMS = partners.Terms("Cooks", "By letter", None)
NOT_HERS = "You cannot write in this application."
NOT_OWN = "You can apply only for an organisation that you work in."
NOT_SIGNED = "A coordinator of your organisation signs and sends it."
NOT_ASKED = "Only a coordinator of this organisation can answer."
NOT_FUNDER = "Only someone of the funder can do this."
SENT = "This application has been sent. Take it back to change it."
WITHDRAWN = "This application was withdrawn. Take it up again to change it."
AS_IT_IS = "This cannot be done with the application as it is now."
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
DECIDED = "The call has been decided. Write to the funder instead."
EXCEPTION = "An exception is made only before the call is decided."
EARLY = "This call is not open yet."
OVER = "This call closed on"


def a_scene():
    """A whole draft with a file, a helper, and partners that are named, asked and confirmed."""
    call = an_open_call()
    draft = a_whole_application(call, spoke(), partners=[spoke(3)])
    named = a_partner(draft, spoke(1))
    asked = a_partner(draft, spoke(2), "asked")
    own, helper, invited = worker_of(spoke()), worker_of(spoke(3)), coordinator_of(spoke(3))
    deeds.add_collaborator(draft, helper, by=own)
    letter = call.questions.get(key="letter")
    files.add_file(draft, letter, "Letter", NOTE, by=own)
    people = {
        "writes": own, "signs": coordinator_of(spoke()), "helps": helper, "invited": invited,
        "asked": coordinator_of(spoke(2)), "asked too": worker_of(spoke(2)),
        "other": coordinator_of(spoke(9)), "funder": officer(),
        "administers": member(Role.ADMINISTRATOR, hub()),
    }  # fmt: skip
    return Made(
        call=call, draft=draft.pk, named=named.pk, asked=asked.pk, letter=letter, people=people
    )


def deeds_of(scene):
    """Each deed, with the rows as they are when it is done."""

    def draft():
        return Application.objects.get(pk=scene.draft)

    def named():
        return Partner.objects.get(pk=scene.named)

    def asked():
        return Partner.objects.get(pk=scene.asked)

    def save(by):
        saving = deeds.Saving("who", version_of_section(draft(), "who"))
        deeds.save_section(draft(), saving, lambda one: setattr(one, "title", "Other"), by=by)

    def settle(to, by):
        partners.settle_partner(asked(), to, version_of_partner(asked()), by=by)

    def send(by):
        draft().partners.exclude(state="confirmed").delete()
        deeds.send_application(draft(), "Ada", by=by)

    later = timezone.now() + timedelta(days=90)
    return {
        "start": lambda by: deeds.start_application(scene.call, spoke(), by=by),
        "save": save,
        "send": send,
        "withdraw": lambda by: deeds.withdraw_application(draft(), by=by),
        "take back": lambda by: deeds.take_back_application(draft(), by=by),
        "take up": lambda by: deeds.take_up_application(draft(), by=by),
        "let in": lambda by: deeds.add_collaborator(draft(), scene.people["invited"], by=by),
        "let out": lambda by: deeds.remove_collaborator(draft().collaborators.get(), by=by),
        "except": lambda by: deeds.allow_late(scene.call, spoke(), later, "A flood", by=by),
        "add file": lambda by: files.add_file(draft(), scene.letter, "Another", NOTE, by=by),
        "remove file": lambda by: files.remove_file(draft().files.get(), by=by),
        "name": lambda by: partners.name_partner(draft(), spoke(5), TERMS, by=by),
        "change": lambda by: partners.change_partner(
            named(), TERMS, version_of_partner(named()), by=by
        ),
        "remove": lambda by: partners.remove_partner(named(), by=by),
        "ask": lambda by: partners.ask_partner(named(), by=by),
        "confirm": partial(settle, "confirmed"),
        "decline": partial(settle, "declined"),
    }


WRITES, HELPS = {"writes", "signs"}, {"writes", "signs", "helps"}
PARTNERS = ("let in", "let out", "name", "change", "remove", "ask")
WHO = {
    "start": (WRITES, NOT_OWN), "send": ({"signs"}, NOT_SIGNED),
    "withdraw": ({"signs"}, NOT_SIGNED), "take back": ({"signs"}, NOT_SIGNED),
    "take up": (WRITES, NOT_OWN), "except": ({"funder"}, NOT_FUNDER),
    "confirm": ({"asked"}, NOT_ASKED), "decline": ({"asked"}, NOT_ASKED),
    **dict.fromkeys(("save", "add file", "remove file"), (HELPS, NOT_HERS)),
    **dict.fromkeys(PARTNERS, (WRITES, NOT_HERS)),
}  # fmt: skip
STATE_FOR = {"take back": "submitted", "take up": "withdrawn"}
ALLOWED = {"confirm": "asked", "decline": "asked", "except": "funder"}


def in_state(scene, state):
    """The deeds, once the application stands in a state."""
    is_sent = state in ("submitted", "ineligible")
    signs = {"signed_by": scene.people["signs"], "signed_as": "Ada", "sent_at": timezone.now(),
             "reference": "1"} if is_sent else {"signed_by": None, "sent_at": None}  # fmt: skip
    Application.objects.filter(pk=scene.draft).update(state=state, **signs)
    return deeds_of(scene)


def test_who_does_what():
    scene = a_scene()
    assert set(WHO) == set(deeds_of(scene))
    for name, (may, why) in WHO.items():
        deed = in_state(scene, STATE_FOR.get(name, "draft"))[name]
        found = {who: refusal(deed, user) for who, user in scene.people.items()}
        assert (name, found) == (name, {who: "" if who in may else why for who in scene.people})


@pytest.mark.parametrize("state", ApplicationState.values)
def test_what_is_done_in_each_state(state):
    scene = a_scene()
    found = {
        name: refusal(deed, scene.people[ALLOWED.get(name, "signs")])
        for name, deed in in_state(scene, state).items()
    }
    closed = WITHDRAWN if state == "withdrawn" else SENT
    is_draft = state == "draft"
    written = dict.fromkeys(
        ("save", "add file", "remove file", *PARTNERS), "" if is_draft else closed
    )
    settled = dict.fromkeys(("confirm", "decline"), "" if is_draft else DEALT_WITH)
    assert found == {
        "start": "", "except": "", **written, **settled,
        "send": "" if state == "draft" else AS_IT_IS,
        "withdraw": "" if state in ("draft", "submitted") else AS_IT_IS,
        "take back": "" if state == "submitted" else AS_IT_IS,
        "take up": "" if state == "withdrawn" else AS_IT_IS,
    }  # fmt: skip


@pytest.mark.parametrize("state", CallState.values)
def test_what_is_done_in_each_state_of_the_call(state):
    scene = a_scene()
    Call.objects.filter(pk=scene.call.pk).update(state=state)
    scene.call, before = Call.objects.get(pk=scene.call.pk), state in ("open", "closed")
    found = {}
    for name in WHO:
        deed = in_state(scene, STATE_FOR.get(name, "draft"))[name]
        found[name] = refusal(deed, scene.people[ALLOWED.get(name, "signs")])[: len(OVER)]
    timely = "" if state == "open" else EARLY if state in ("draft", "scheduled") else OVER
    said = dict.fromkeys(("start", "send", "take back", "take up"), timely)
    said |= {"withdraw": "" if before else DECIDED, "except": "" if before else EXCEPTION}
    assert found == {name: said.get(name, "")[: len(OVER)] for name in WHO}
    assert refusal(in_state(scene, "draft")["send"], scene.people["writes"]) == NOT_SIGNED


def test_what_was_withdrawn_is_taken_up_by_who_starts_it_and_nothing_else_is():
    scene = a_scene()
    for state in ("withdrawn", "draft", "submitted", "ineligible"):
        in_state(scene, state)
        found = deeds.start_application(scene.call, spoke(), by=scene.people["writes"])
        expected = "draft" if state == "withdrawn" else state
        assert Application.objects.get() == found
        assert row(found, "state") == (found.state,) == (expected,)


def neighbours_of(scene):
    """Much like it: another application to the same call, and one to another call."""
    for call, number in ((scene.call, 20), (an_open_call(), 0)):
        one = a_whole_application(call, spoke(number), partners=[spoke(3)])
        a_partner(one, spoke(1))
        a_partner(one, spoke(2), "asked")
        deeds.add_collaborator(one, scene.people["helps"], by=coordinator_of(spoke(number)))
        letter = call.questions.get(key="letter")
        files.add_file(one, letter, "Letter", NOTE, by=coordinator_of(spoke(number)))
        later = timezone.now() + timedelta(days=80)
        deeds.allow_late(call, spoke(20), later, "A storm", by=officer())


ONE = {"Application": "~1"}
LEAVES = {
    "start": {}, "save": ONE, "send": {**ONE, "Partner": "-2"}, "withdraw": ONE, "take back": ONE,
    "take up": ONE, "let in": {"Collaborator": "+1"}, "let out": {"Collaborator": "-1"},
    "except": {"LateException": "+1"}, "add file": {"File": "+1"}, "remove file": {"File": "-1"},
    "name": {"Partner": "+1"}, "change": {"Partner": "~1"}, "remove": {"Partner": "-1"},
    "ask": {"Partner": "~1"}, "confirm": {"Partner": "~1"}, "decline": {"Partner": "~1"},
}  # fmt: skip


def test_what_each_deed_leaves_and_that_it_touches_nothing_else():
    scene = a_scene()
    neighbours_of(scene)
    found = {}
    for name in WHO:
        deed = in_state(scene, STATE_FOR.get(name, "draft"))[name]
        found[name] = traces(deed, scene.people[ALLOWED.get(name, "signs")])
    assert found == LEAVES
    new = traces(deeds.start_application, scene.call, spoke(8), by=coordinator_of(spoke(8)))
    assert new == {"Application": "+1"}


def test_the_same_file_answers_two_questions():
    scene = a_scene()
    draft, by = Application.objects.get(), scene.people["writes"]
    plan = scene.call.questions.create(key="plan", kind="file", text="A plan")
    files.add_file(draft, plan, "Letter", NOTE, by=by)
    files.add_file(draft, plan, "Letter", NOTE, by=by)
    files.add_file(draft, plan, "Letter", NOTE._replace(data=b"We support that."), by=by)
    assert [scene.letter.files.count(), plan.files.count()] == [1, 2]


def test_what_is_asked_for_otherwise_is_refused():
    scene = a_scene()
    draft, own, one = Application.objects.get(), scene.people["writes"], officer()
    named = Partner.objects.get(pk=scene.named)
    Partner.objects.filter(pk=named.pk).update(role=" ")
    later, moment = (scene.call.closes_at + timedelta(days=days) for days in (1, 0))
    first, other = scene.people["other"], scene.people["helps"]
    assert [
        refusal(partners.name_partner, draft, spoke(), TERMS, by=own),
        refusal(partners.name_partner, draft, spoke(1), TERMS, by=own),
        refusal(partners.ask_partner, named, by=own),
        refusal(deeds.add_collaborator, draft, first, by=own),
        refusal(deeds.add_collaborator, draft, other, by=own),
        refusal(deeds.allow_late, scene.call, spoke(), moment, "A flood", by=one),
        refusal(deeds.allow_late, scene.call, spoke(), later, " ", by=one),
    ] == [
        "Your own organisation cannot be its partner. Choose another one.",
        "This organisation is on your list already.",
        "Say first what this partner does in the work.",
        "Choose someone of the list.", "Choose someone of the list.",
        "Choose a moment that is still to come, after the call has closed.", "Say why.",
    ]  # fmt: skip
