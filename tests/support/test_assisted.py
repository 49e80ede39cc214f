"""What came by telephone, on paper or in person."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.people import member, sign_in, spoke
from tests.support.desks import CANARY, team
from upstander.network.interface import Role
from upstander.support.codes import keys_of, make_code
from upstander.support.models import Case
from upstander.support.queries.keys import case_keys, content

pytestmark = pytest.mark.django_db
PATH = "/desk/requests/new/"


@pytest.fixture
def worker(client):
    """A worker of a team, signed in."""
    found, _coordinator, hand, _ = team()
    sign_in(client, hand.user)
    return found, hand


def typed(found, **other):
    """What she types; the code and the token come with the page."""
    return {
        "token": str(uuid.uuid4()), "code": make_code(), "team": found.pk, "origin": "phone",
        "language": "pa", "wish": "support", "words": CANARY, "what": ["threat"],
        "place": "fort st john", "when_words": "Tuesday", "need": ["talk"], "name": "Simran",
        "reach": "250 555 0101", **other,
    }  # fmt: skip


def test_who_works_in_no_team_cannot(client):
    assert sign_in(client, member(Role.EDITOR, spoke())).get(PATH).status_code == 403


def test_before_the_team_is_set_up_the_page_says_so(client):
    page = sign_in(client, member(Role.SPOKE_WORKER, spoke())).get(PATH).content.decode()
    assert "Your organisation cannot receive requests yet." in page


def test_it_is_sealed_and_the_code_is_shown_to_hand_over(client, worker):
    found, hand = worker
    fields = typed(found)
    answer = client.post(PATH, fields)
    assert "".join(answer.context["groups"]) == fields["code"]
    case = Case.objects.get()
    assert case.code_digest == keys_of(fields["code"]).digest
    assert (case.team, case.assignee, case.origin, case.language) == (
        found,
        hand.user,
        "phone",
        "pa",
    )
    keys = case_keys(case, hand, "story", "identity")
    story = content(case, "story", keys)
    assert story["place"] == "fort-st-john"
    assert (story["words"], story["what"], story["when_words"]) == (CANARY, ["threat"], "Tuesday")
    assert content(case, "identity", keys) == {"name": "Simran", "reach": "250 555 0101"}
    page = client.get(f"/desk/requests/{case.pk}/").content.decode()
    assert CANARY in page
    assert "Simran" not in page


def test_a_double_click_makes_one_request_and_shows_the_code_that_works(client, worker):
    fields = typed(worker[0])
    shown = [client.post(PATH, fields).context["groups"] for _time in range(2)]
    assert shown[0] == shown[1]
    assert Case.objects.count() == 1


def test_the_page_makes_its_code_and_token(client, worker):
    form = client.get(PATH).context["form"]
    fields = typed(worker[0], code=form["code"].value(), token=form["token"].value())
    assert "".join(client.post(PATH, fields).context["groups"]) == fields["code"]


def test_without_a_wish_all_words_stay(client, worker):
    page = client.post(PATH, typed(worker[0], wish=""))
    assert list(page.context["form"].errors) == ["wish"]
    for words in (CANARY, "fort st john", "Tuesday", "Simran"):
        assert words in page.content.decode()
    assert Case.objects.count() == 0


def test_a_name_of_several_places_asks_which_is_meant(client, worker):
    page = client.post(PATH, typed(worker[0], place="fort"))
    assert list(page.context["form"].errors) == ["place_key"]
    client.post(PATH, typed(worker[0], place="fort", place_key="fort-st-james"))
    client.post(PATH, typed(worker[0], place="fort", place_key="none"))
    stories = [
        content(case, "story", case_keys(case, worker[1], "story")) for case in Case.objects.all()
    ]
    found = sorted((story.get("place", ""), story["place_name"]) for story in stories)
    assert found == [("", "fort"), ("fort-st-james", "fort")]


def test_a_place_that_nobody_knows_is_kept_as_it_was_said(client, worker):
    client.post(PATH, typed(worker[0], place="behind the blue barn"))
    story = content(Case.objects.get(), "story", case_keys(Case.objects.get(), worker[1], "story"))
    assert ("place" in story, story["place_name"]) == (False, "behind the blue barn")


@pytest.mark.parametrize("changed", [{"team": "99999"}, {"origin": "form"}, {"language": "xx"}])
def test_what_a_form_cannot_hold_is_refused(client, worker, changed):
    page = client.post(PATH, typed(worker[0], **changed))
    assert list(page.context["form"].errors) == list(changed)
    assert Case.objects.count() == 0


@pytest.mark.parametrize("is_damaged", [True, False])
def test_a_page_of_before_asks_to_send_once_more_with_a_code_of_its_own(client, worker, is_damaged):
    first = typed(worker[0])
    client.post(PATH, first)
    changed = {"code": "1234"} if is_damaged else {"code": first["code"]}
    form = client.post(PATH, typed(worker[0], words="Another person", **changed)).context["form"]
    assert form["words"].value() == "Another person"
    assert form.non_field_errors() == [
        "This form was sent before. If this is another request, send it once more."
    ]
    fresh = {name: form[name].value() for name in ("code", "token")}
    assert fresh["code"] != first["code"]
    answer = client.post(PATH, typed(worker[0], words="Another person", **fresh))
    assert "".join(answer.context["groups"]) == fresh["code"]
    assert Case.objects.count() == 2


def test_other_words_under_the_token_of_before_are_another_request(client, worker):
    first = typed(worker[0])
    client.post(PATH, first)
    other = first | {"words": "Another person", "name": "Someone"}
    form = client.post(PATH, other).context["form"]
    fresh = {name: form[name].value() for name in ("code", "token")}
    assert (fresh["code"] != first["code"], fresh["token"] != first["token"]) == (True, True)
    assert Case.objects.count() == 1
    client.post(PATH, other | fresh)
    assert Case.objects.count() == 2


def test_files_are_cleaned_and_one_that_cannot_be_is_named(client, worker):
    bad = SimpleUploadedFile("letter.bin", b"\x00\x01\x02")
    page = client.post(PATH, typed(worker[0], attached=bad)).content.decode()
    assert "letter.bin" in page
    assert "Files cannot be kept. Choose them again afterwards." in page
    assert CANARY in page
    good = SimpleUploadedFile("letter.txt", b"Plain words.")
    client.post(PATH, typed(worker[0], attached=good))
    assert [file.extension for file in Case.objects.get().attachments.all()] == ["txt"]
