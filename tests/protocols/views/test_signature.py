"""Signatures at the desk, languages, papers and the public page."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from tests.accounts.people import hub, member, sign_in, spoke
from tests.protocols.queries.test_publication import governed
from tests.protocols.signature_made import (
    NO,
    YES,
    a_signing_version,
    a_term,
    a_version,
    a_version_in_force,
    answer,
    coordinator,
    partner,
    signature,
    today,
)
from upstander.network.interface import Audience, release
from upstander.network.states import Role
from upstander.protocols.actions.signature import put_in_force
from upstander.protocols.models import Step, Version
from upstander.protocols.queries.translation import lines_of

pytestmark = pytest.mark.django_db
DESK = "/desk/protocols/"


def _desk(user=None) -> Client:
    return sign_in(Client(), user or coordinator())


def _text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def _state(version) -> str:
    return Version.objects.get(pk=version.pk).state


def test_the_whole_way_at_the_desk():
    version, desk = a_version(), _desk()
    where = f"{DESK}versions/{version.pk}/signatures/"
    assert f"{where}sign/" in _text(desk.get(where))
    asked = _text(desk.get(f"{where}sign/"))
    assert "stand still" in asked
    assert f'name="seen" value="{version.version}"' in asked
    desk.post(f"{where}sign/", {"seen": version.version})
    for name in ("Council", "Shelter"):
        row = signature(version, name)
        data = {"answer": "sign", "name": "Ida", "role": "Chief", "day": today().isoformat()}
        desk.post(f"{DESK}signatures/{row.pk}/record/", data)
    days = {"begins_on": today().isoformat(), "review_on": a_term().review_on.isoformat()}
    assert desk.post(f"{where}force/", {**days, "words": ""}).status_code == 302
    assert _state(version) == "in_force"
    page = _text(desk.get(where))
    assert "These are the words that were signed." in page
    assert "Ida, Chief" in page
    desk.post(f"{where}review/")
    assert _state(version) == "under_review"
    desk.post(f"{where}confirm/", {"words": "We keep it.", "review_on": days["review_on"]})
    assert _state(version) == "in_force"
    assert "We keep it." in _text(desk.get(where))


def test_what_is_wrong_is_said_and_words_stay():
    version = a_signing_version()
    answer(version)
    answer(version, NO, "Shelter")
    where = f"{DESK}versions/{version.pk}/signatures/force/"
    response = _desk().post(where, {"begins_on": "2030-01-01", "review_on": "no", "words": "Words"})
    assert "Words" in _text(response)
    assert _state(version) == "signing"


def test_a_record_without_a_name_keeps_the_words():
    row = signature(a_signing_version())
    sent = {"answer": "sign", "name": "", "role": "Chief of all", "day": today().isoformat()}
    response = _desk().post(f"{DESK}signatures/{row.pk}/record/", sent)
    assert "Chief of all" in _text(response)
    assert "Write name and role" in _text(response)


def test_what_a_colleague_recorded_meanwhile_is_told_and_her_words_stay():
    version = a_signing_version()
    row = signature(version)
    answer(version)
    sent = {"answer": "sign", "name": "Uma", "role": "Chief of all", "day": today().isoformat()}
    late = _text(_desk().post(f"{DESK}signatures/{row.pk}/record/", sent))
    assert ["already been dealt with" in late, 'value="Chief of all"' in late] == [True, True]
    assert signature(version).signer_name == "Ida Signer"
    page = _text(_desk().post(f"{DESK}signatures/{row.pk}/link/", {"language": "en"}))
    assert ["already been dealt with" in page, "/sign/" in page] == [True, False]
    assert _desk().get(f"{DESK}signatures/{row.pk}/record/").status_code == 404


def test_the_link_is_shown_once():
    row, desk = signature(a_signing_version()), _desk()
    where = f"{DESK}signatures/{row.pk}/link/"
    [found] = re.findall(r"/ar/sign/([\w-]{43})/", _text(desk.post(where, {"language": "ar"})))
    assert found not in _text(desk.get(where))


def test_a_link_for_a_partner_that_declined_says_until_when_and_keeps_why():
    version = a_signing_version()
    answer(version, NO)
    row, desk = signature(version), _desk()
    page = _text(desk.post(f"{DESK}signatures/{row.pk}/link/", {"language": "en"}))
    until = date_format(signature(version).expires_on)
    assert [bool(re.search(r"/en/sign/[\w-]{43}/", page)), until in page] == [True, True]
    assert "We have our own." in _text(desk.get(f"{DESK}versions/{version.pk}/signatures/"))


def test_one_more_partner_is_asked():
    version, school = a_signing_version(), partner("School")
    where = f"{DESK}versions/{version.pk}/signatures/"
    _desk().post(where, {"partner": school.pk})
    assert signature(version, "School").state == "asked"


def test_words_changed_behind_it_are_said_on_the_page():
    version = a_version_in_force()
    where = f"{DESK}versions/{version.pk}/signatures/"
    Step.objects.filter(of=version, section="care").update(text="Otherwise")
    page = _text(_desk().get(where))
    assert "no longer those that were signed" in page
    assert "These are the words that were signed." not in page


@pytest.mark.parametrize(
    "role", [Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR, Role.FUNDER_OFFICER]
)
def test_others_find_nothing(role):
    version = a_signing_version()
    row = signature(version)
    there = spoke(1) if role == Role.SPOKE_COORDINATOR else hub()
    desk = _desk(member(role, there, "other@example.org"))
    for path in (
        f"versions/{version.pk}/signatures/",
        f"versions/{version.pk}/signatures/rework/",
        f"versions/{version.pk}/languages/",
        f"versions/{version.pk}/languages/fr/",
        f"versions/{version.pk}/pdf/",
        f"signatures/{row.pk}/record/",
        f"signatures/{row.pk}/link/",
    ):
        assert desk.get(DESK + path).status_code == 404, path


def test_whoever_puts_it_in_force_is_told_who_reads_it_then_and_finds_that_page():
    hidden = a_signing_version(governed())
    shown = a_signing_version()
    told = []
    for version in (shown, hidden):
        user = coordinator(version.protocol.organisation)
        answer(version)
        answer(version, name="Shelter")
        desk, at = _desk(user), f"{DESK}versions/{version.pk}/"
        said = "it can be seen in public" in _text(desk.get(f"{at}signatures/force/"))
        put_in_force(version, a_term(), by=user)
        public = f'href="/en/protocols/{version.protocol_id}/1/"'
        told.append((said, public in _text(desk.get(at))))
    assert told == [(True, True), (False, False)]


def test_a_worker_records_but_does_not_put_in_force():
    version = a_signing_version()
    desk = _desk(member(Role.SPOKE_WORKER, spoke()))
    data = {"answer": "sign", "name": "Ida", "role": "Chief", "day": today().isoformat()}
    desk.post(f"{DESK}signatures/{signature(version).pk}/record/", data)
    assert signature(version).state == "signed"
    answer(version, name="Shelter")
    response = desk.get(f"{DESK}versions/{version.pk}/signatures/force/")
    assert response.status_code == 302


def test_a_signature_recorded_by_mistake_is_taken_back_by_a_coordinator():
    version = a_signing_version()
    answer(version)
    row, where = signature(version), f"{DESK}versions/{version.pk}/signatures/"
    path = f"{DESK}signatures/{row.pk}/take-back/"
    worker = _desk(member(Role.SPOKE_WORKER, spoke()))
    assert path not in _text(worker.get(where))
    assert worker.post(path).url == where
    assert signature(version).state == "signed"
    lead = _desk()
    assert _text(lead.get(where)).count("/take-back/") == 1
    page = _text(lead.get(path))
    assert ["Ida Signer" in page, "no longer counts" in page] == [True, True]
    assert lead.post(path, follow=True).redirect_chain == [(where, 302)]
    assert signature(version).state == "asked"
    assert "already been dealt with" in _text(lead.get(path, follow=True))
    assert _desk(coordinator(spoke(1))).get(path).status_code == 404


def test_a_language_is_written_read_and_shown():
    version, desk = a_version_in_force(), _desk()
    where = f"{DESK}versions/{version.pk}/languages/"
    page = desk.get(f"{where}ar/")
    [seen] = re.findall(r'name="_seen" value="(\w+)"', page.content.decode())
    words = {line.key: f"عربي {line.key}" for line in lines_of(version)}
    half = desk.post(f"{where}ar/", {"title": "عنوان", "is_reviewed": "on", "_seen": seen})
    assert "عنوان" in _text(half)
    assert "still missing" in _text(half)
    assert (
        desk.post(f"{where}ar/", {**words, "is_reviewed": "on", "_seen": seen}).status_code == 302
    )
    assert "Reviewed" in _text(desk.get(where))
    late = desk.post(f"{where}ar/", {"title": "آخر", "_seen": seen})
    assert late.status_code == 409
    assert "عربي title" in _text(late)
    assert "آخر" in _text(late)
    public = _text(Client().get(f"/ar/protocols/{version.protocol_id}/"))
    assert "عربي summary" in public
    assert "The person decides." not in public
    notes = []
    for code in ("ar", "fr"):
        with translation.override(code):
            said = gettext("This is not here in your language yet.")
        page = _text(Client().get(f"/{code}/protocols/{version.protocol_id}/"))
        notes.append(said in page)
    assert notes == [False, True]
    assert desk.get(f"{where}en/").status_code == 404


def test_the_public_page_and_paper_tell_nothing_private(client):
    version = a_version_in_force()
    page = client.get(f"/en/protocols/{version.protocol_id}/")
    text = _text(page)
    assert "The person decides." in text
    assert "Council" in text
    assert "2 of 2 partners" in text
    for secret in ("Shelter", "Secret Person", "604 555", "Ida Signer", coordinator().name):
        assert secret not in text
    assert not page.cookies
    assert "public" in page["Cache-Control"]
    assert "noindex" not in text
    paper = client.get(f"/ar/protocols/{version.protocol_id}/pdf/")
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Type"] == "application/pdf"


def test_earlier_versions_are_reached(client):
    first = a_version_in_force()
    a_version_in_force(number=2, summary="Newer words.")
    where = f"/en/protocols/{first.protocol_id}/"
    assert f"{where}1/" in _text(client.get(where))
    assert "Newer words." in _text(client.get(where))
    old = _text(client.get(f"{where}1/"))
    assert "The person decides." in old
    assert "no longer holds" in old
    assert client.get(f"{where}1/pdf/").status_code == 200
    assert client.get(f"{where}3/").status_code == 404


def test_a_draft_and_what_is_not_released_are_not_there(client):
    version = a_signing_version()
    hidden = a_version_in_force(governed())
    for row in (version, hidden):
        for rest in ("", "pdf/", "1/", "1/pdf/"):
            assert client.get(f"/en/protocols/{row.protocol_id}/{rest}").status_code == 404
    who = coordinator(hidden.protocol.organisation)
    release(hidden.protocol.organisation, f"protocol:{hidden.protocol_id}", Audience.PUBLIC, by=who)
    assert client.get(f"/en/protocols/{hidden.protocol_id}/").status_code == 200


def test_the_paper_with_contacts_is_for_members():
    version = a_version()
    response = _desk().get(f"{DESK}versions/{version.pk}/pdf/")
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]


def test_pages_take_as_many_queries_for_many(django_assert_max_num_queries):
    version, desk = a_signing_version(), _desk()
    for number in range(4):
        school = partner(f"School {number}")
        desk.post(f"{DESK}versions/{version.pk}/signatures/", {"partner": school.pk})
    for row in version.signatures.all():
        answer(version, YES, row.partner.name)
    put_in_force(version, a_term(), by=coordinator())
    with django_assert_max_num_queries(30):
        desk.get(f"{DESK}versions/{version.pk}/signatures/")
    with django_assert_max_num_queries(20):
        Client().get(f"/en/protocols/{version.protocol_id}/")


def test_signatures_are_asked_for_only_under_the_words_that_were_read():
    version, desk = a_version(), _desk()
    page, where = f"{DESK}versions/{version.pk}/", f"{DESK}versions/{version.pk}/signatures/sign/"
    asked = f"{where}?seen={version.version}"
    assert f'href="{asked}"' in _text(desk.get(page))
    Version.objects.filter(pk=version.pk).update(version=version.version + 1)
    assert f'name="seen" value="{version.version}"' in _text(desk.get(asked))
    for seen in (str(version.version), "", "x"):
        refused = desk.post(where, {"seen": seen}, follow=True)
        assert (_state(version), refused.redirect_chain) == ("consultation", [(page, 302)]), seen
        assert "The words were changed since you read them." in _text(refused), seen
    desk.post(where, {"seen": version.version + 1})
    assert _state(version) == "signing"


def test_only_who_may_is_invited_to_ask_and_others_are_told_who_can():
    version = a_version()
    page, words = f"{DESK}versions/{version.pk}/", "Only a coordinator of your organisation can"
    seen = [
        (f"signatures/sign/?seen={version.version}" in text, words in text)
        for user in (coordinator(), member(Role.SPOKE_WORKER, spoke()))
        if (text := _text(_desk(user).get(page)))
    ]
    assert seen == [(True, False), (False, True)]


def test_words_stay_where_a_colleague_was_first():
    version = a_version_in_force()
    where = f"{DESK}versions/{version.pk}/signatures/"
    sent = {"words": "We talked for long.", "review_on": a_term().review_on.isoformat()}
    response = _desk().post(f"{where}confirm/", sent)
    assert response.status_code == 409
    assert "We talked for long." in _text(response)
    assert "not under review now" in _text(response)
    assert _desk().post(f"{where}rework/").status_code == 302
