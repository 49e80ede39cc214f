"""A spoke offers, the hub decides; two tabs; what others may not see."""

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import hub, member, sign_in, spoke
from tests.learning.library_made import OFFER, VIDEO, a_proposal, a_resource, worker
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.learning.actions import proposal as actions
from upstander.learning.models import Proposal, Resource
from upstander.learning.queries.proposal import proposals_visible_to
from upstander.learning.states import ProposalState
from upstander.learning.tasks import tell_of_proposal
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def hub_worker():
    return member(Role.HUB_STAFF, hub())


def now(proposal: Proposal) -> int:
    return Proposal.objects.get(pk=proposal.pk).version


def test_what_is_accepted_stands_in_the_library_with_where_it_comes_from():
    by, other = worker(), hub_worker()
    a_resource()
    proposal = a_proposal(by, derived_from="tea")
    actions.propose(proposal, by=by)
    made = actions.accept(proposal, seen=now(proposal), by=other)
    assert (made.title, made.derived_from, made.live) == ("Soup for all", "tea", True)
    assert [block.value["heading"] for block in made.body] == ["", "Then"]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.resource) == (ProposalState.ACCEPTED, made)
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert [v for v in verbs if v.startswith("proposal.")] == [
        "proposal.started", "proposal.proposed", "proposal.accepted",
    ]  # fmt: skip


def test_titles_that_are_taken_or_in_no_latin_letters_get_an_address_too():
    by, other = worker(), hub_worker()
    keys = []
    for title in ("Soup for all", "Soup for all", "鸡汤"):
        proposal = a_proposal(by, title=title)
        actions.propose(proposal, by=by)
        keys.append(actions.accept(proposal, seen=now(proposal), by=other).key)
    assert keys == ["soup-for-all", "soup-for-all-2", f"resource-{proposal.pk}"]


def test_what_was_written_anew_meanwhile_is_not_accepted_unread():
    by, other = worker(), hub_worker()
    proposal = a_proposal(by)
    actions.propose(proposal, by=by)
    read = now(proposal)
    actions.send_back(proposal, "Shorter.", seen=read, by=hub_worker_2())
    actions.change_proposal(proposal, {**OFFER, "title": "Unread"}, seen=now(proposal), by=by)
    actions.propose(proposal, by=by)
    for decide in (actions.accept, lambda *_, **kw: actions.send_back(proposal, "No.", **kw)):
        with pytest.raises(NotAllowed, match="Someone changed this"):
            decide(proposal, seen=read, by=other)
    assert Resource.objects.filter(title="Unread").count() == 0


def hub_worker_2():
    return member(Role.HUB_STAFF, hub(), "second@example.org")


def test_it_comes_back_with_words_and_goes_again():
    by, other = worker(), hub_worker()
    proposal = a_proposal(by)
    actions.propose(proposal, by=by)
    with pytest.raises(NotAllowed, match="Write what should be changed"):
        actions.send_back(proposal, " ", seen=now(proposal), by=other)
    actions.send_back(proposal, "Shorter, please.", seen=now(proposal), by=other)
    proposal.refresh_from_db()
    actions.change_proposal(proposal, {**OFFER, "title": "Soup"}, seen=proposal.version, by=by)
    actions.propose(proposal, by=by)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.state) == ("Soup", ProposalState.PROPOSED)


def test_the_second_of_two_tabs_is_told():
    by = worker()
    proposal = a_proposal(by)
    actions.change_proposal(proposal, {"title": "A"}, seen=0, by=by)
    with pytest.raises(NotAllowed, match="Your words are still here"):
        actions.change_proposal(proposal, {"title": "B"}, seen=0, by=by)
    assert Proposal.objects.get().title == "A"


def test_it_is_accepted_once():
    by, other = worker(), hub_worker()
    proposal = a_proposal(by)
    actions.propose(proposal, by=by)
    actions.accept(proposal, seen=now(proposal), by=other)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        actions.accept(proposal, seen=now(proposal), by=other)
    assert Resource.objects.filter(title=OFFER["title"]).count() == 1


def test_what_was_withdrawn_stays_so():
    by = worker()
    proposal = a_proposal(by)
    actions.withdraw_proposal(proposal, by=by)
    with pytest.raises(NotAllowed):
        actions.propose(proposal, by=by)


def test_a_licence_that_must_stay_stays():
    a_resource(licence="cc-by-sa")
    with pytest.raises(NotAllowed, match="keep its licence: CC BY-SA"):
        a_proposal(derived_from="tea")
    assert a_proposal(worker(1), derived_from="tea", licence="cc-by-sa").derived_from == "tea"
    assert a_proposal(worker(2), derived_from="gone").derived_from == "gone"


def test_the_hub_sees_no_drafts_and_other_spokes_see_nothing():
    by, other = worker(), hub_worker()
    draft, offered = a_proposal(by), a_proposal(by)
    actions.propose(offered, by=by)
    assert set(proposals_visible_to(by)) == {draft, offered}
    assert set(proposals_visible_to(other)) == {offered}
    assert not proposals_visible_to(worker(1))
    assert not proposals_visible_to(member(Role.FUNDER_OFFICER, hub(), "f@example.org"))


def test_a_video_without_transcript_is_refused_and_keeps_what_was_typed(client):
    sign_in(client, worker())
    data = {**OFFER, **VIDEO, "transcript": "", "organisation": worker_organisation()}
    answer = client.post("/desk/learning/proposals/new/", data)
    assert "A video needs a transcript" in answer.content.decode()
    assert "Cut." in answer.content.decode()
    assert not Proposal.objects.exists()


def worker_organisation():
    return spoke().pk


def test_from_adapting_to_the_library_in_pages():
    a_resource()
    by, other = worker(), hub_worker()
    spoken, decided = sign_in(Client(), by), sign_in(Client(), other)
    begun = spoken.get("/desk/learning/proposals/new/?from=tea").content.decode()
    assert "Put the kettle on." in begun
    data = {**OFFER, "derived_from": "tea", "organisation": worker_organisation()}
    where = spoken.post("/desk/learning/proposals/new/", data)["Location"]
    assert spoken.post(f"{where}edit/", {**data, "seen": 0, "title": "Soup 2"}).status_code == 302
    stale = spoken.post(f"{where}edit/", {**data, "seen": 0, "title": "Soup 3"})
    assert "Soup 3" in stale.content.decode()
    assert spoken.get(f"{where}do/withdraw/").status_code == 200
    spoken.post(f"{where}do/propose/")
    assert spoken.get(f"{where}edit/").status_code == 404
    assert "Soup 2" in decided.get("/desk/learning/").content.decode()
    made = Proposal.objects.get()
    empty = decided.post(f"{where}do/send-back/", {"answer": "", "seen": now(made)})
    empty = empty.content.decode()
    assert "Write what should be changed" in empty
    long = decided.post(f"{where}do/send-back/", {"answer": "x" * 2001}).content.decode()
    assert "2000" in long
    decided.post(f"{where}do/send-back/", {"answer": "More salt.", "seen": now(made)})
    assert "More salt." in spoken.get(where).content.decode()
    spoken.post(f"{where}do/propose/")
    asked = decided.get(f"{where}do/accept/?seen={now(made)}").content.decode()
    assert ("Everyone can read it then." in asked, f'value="{now(made)}"' in asked) == (True, True)
    decided.post(f"{where}do/accept/", {"seen": now(made)})
    decided.post(f"{where}do/accept/", {"seen": now(made)})  # a second press
    assert "Soup 2" in decided.get("/en/resources/soup-2/").content.decode()
    assert decided.get(f"{where}do/nonsense/").status_code == 302
    assert decided.post(f"{where}do/nonsense/").status_code == 404


@pytest.mark.parametrize("path", ["", "edit/", "do/accept/"])
def test_another_spoke_finds_nothing(client, path):
    proposal = a_proposal()
    sign_in(client, worker(1))
    assert client.get(f"/desk/learning/proposals/{proposal.pk}/{path}").status_code == 404


def test_who_writes_for_nobody_offers_nothing(client):
    sign_in(client, member(Role.FUNDER_OFFICER, hub(), "f@example.org"))
    assert client.get("/desk/learning/proposals/new/").status_code == 404
    assert client.get("/desk/learning/resources/").status_code == 200


def test_a_refusal_of_the_licence_is_said_in_the_form(client):
    a_resource(licence="cc-by-sa")
    sign_in(client, worker())
    data = {**OFFER, "derived_from": "tea", "organisation": worker_organisation()}
    answer = client.post("/desk/learning/proposals/new/", data).content.decode()
    assert "keep its licence" in answer


def test_a_spoke_that_sends_back_is_told_that_the_hub_decides(client):
    by = worker()
    proposal = a_proposal(by)
    actions.propose(proposal, by=by)
    sign_in(client, by)
    where = f"/desk/learning/proposals/{proposal.pk}/do/send-back/"
    answer = client.post(where, {"answer": "No."}, follow=True)
    assert "Only the hub can change the library." in answer.content.decode()


def test_who_offered_it_is_told_what_the_hub_says(django_capture_on_commit_callbacks):
    by, other = worker(), hub_worker()
    proposal = a_proposal(by)

    def told(decide) -> list[str]:
        mail.outbox.clear()
        actions.propose(proposal, by=by)
        with django_capture_on_commit_callbacks(execute=True):
            decide()
        for job in DBTaskResult.objects.filter(task_path=tell_of_proposal.module_path):
            tell_of_proposal.call(*job.args_kwargs["args"])
            job.delete()
        path = f"/desk/learning/proposals/{proposal.pk}/"
        return [letter.to[0] for letter in mail.outbox if path in letter.body]

    def send_back() -> None:
        actions.send_back(proposal, "Shorter, please.", seen=now(proposal), by=other)

    def accept() -> None:
        actions.accept(proposal, seen=now(proposal), by=other)

    assert [told(send_back), told(accept)] == [[by.email], [by.email]]
