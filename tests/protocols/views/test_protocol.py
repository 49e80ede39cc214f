"""The pages of protocols and patterns, for whoever may and may not open them."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in
from tests.protocols.protocol_made import (
    CONTACT,
    a_coordinator,
    a_draft,
    a_level,
    a_partner,
    a_spoke,
    a_whole_draft,
    a_worker,
    in_consultation,
    places_of,
    put_in_force,
    write,
)
from upstander.audit.interface import entries_of
from upstander.network.interface import release
from upstander.network.states import Audience, Role
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.models import Comment, Pattern, Protocol, Version
from upstander.protocols.queries.content import content_of

pytestmark = pytest.mark.django_db
HOME = "/desk/protocols/"
PRIVATE = (*CONTACT.values(), "The school")


@pytest.fixture
def ground(client):
    organisation = a_spoke()
    lead = a_coordinator(organisation)
    return organisation, lead, sign_in(client, lead)


def _at(version, way=""):
    return f"{HOME}versions/{version.pk}/{way}"


def _text(answer):
    return unescape(answer.content.decode())


def _pages(version):
    ways = (
        "", "print/", "contacts/", "contacts/0/", "basics/", "name/", "do/give-up/", "do/pattern/",
        "parts/levels/", "parts/duties/", "parts/steps/", "parts/steps/add/", "parts/duties/0/",
        "parts/steps/0/", "parts/levels/0/remove/",
    )  # fmt: skip
    one = f"{HOME}{version.protocol_id}/"
    return [*(_at(version, way) for way in ways), one, f"{one}compare/"]


def test_every_page_opens_for_its_people_and_for_nobody_else(ground):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    pages = _pages(version)
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)
    for user in (a_worker(a_spoke(1)), member(Role.FUNDER_OFFICER, hub())):
        other = sign_in(Client(), user)
        assert {url: other.get(url).status_code for url in pages} == dict.fromkeys(pages, 404)


def test_the_hub_sees_title_and_state_alone_and_nothing_that_is_not_shown_to_it(ground):
    organisation, lead, _client = ground
    version = put_in_force(in_consultation(lead, organisation, "Plain protocol"))
    start_next_version(version.protocol, by=lead)
    a_draft(lead, organisation, "Only a draft")
    governed = a_spoke(1, is_governed=True)
    keeper = a_coordinator(governed)
    planted = in_consultation(keeper, governed, "Planted protocol")
    staff = sign_in(Client(), member(Role.HUB_STAFF, hub()))
    found = {url: staff.get(url) for url in _pages(version)}
    assert {url for url, answer in found.items() if answer.status_code == 200} == {
        f"{HOME}{version.protocol_id}/"
    }
    seen = _text(staff.get(HOME)) + _text(found[f"{HOME}{version.protocol_id}/"])
    assert "Plain protocol" in seen
    assert "In force" in seen
    assert [words for words in ("Only a draft", "Version 2", "Draft") if words in seen] == []
    planted_words = ("Planted protocol", *PRIVATE, "Her wishes come first", "Do it:")
    assert [words for words in planted_words if words in seen] == []
    assert staff.get(f"{HOME}{planted.protocol_id}/").status_code == 404
    own = sign_in(Client(), keeper)
    assert f"{planted.protocol_id}/hub/" in _text(own.get(f"{HOME}{planted.protocol_id}/"))
    release(governed, f"protocol:{planted.protocol_id}", Audience.HUB, by=keeper)
    assert "Planted protocol" in _text(staff.get(HOME))
    assert staff.get(f"{HOME}{planted.protocol_id}/").status_code == 200
    assert staff.get(_at(planted)).status_code == 404


def test_contacts_stand_on_their_own_page_alone(ground):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    for way in ("", "print/", "parts/duties/"):
        assert [w for w in CONTACT.values() if w in _text(client.get(_at(version, way)))] == []
    contacts = _text(client.get(_at(version, "contacts/")))
    assert [words for words in CONTACT.values() if words not in contacts] == []


def test_a_contact_is_mended_while_the_protocol_is_in_force(ground):
    organisation, lead, client = ground
    version = put_in_force(a_whole_draft(lead, organisation))
    contacts, one = _at(version, "contacts/"), _at(version, "contacts/0/")
    assert f'href="{one}"' in _text(client.get(contacts))
    assert 'value="555-0100"' in _text(client.get(one))
    typed = {"contact_phone": "555-0199", "contact_email": "noor", "version": version.version}
    refused = client.post(one, typed)
    assert 'value="555-0199"' in _text(refused)
    answer = client.post(one, {**typed, "contact_email": ""})
    assert answer.url == contacts
    assert "555-0199" in _text(client.get(contacts))
    stale = client.post(one, {**typed, "contact_email": "", "contact_phone": "555-0123"})
    assert 'value="555-0123"' in _text(stale)
    start_next_version(version.protocol, by=lead)
    put_in_force(version.protocol.versions.get(number=2))
    assert f'href="{one}"' not in _text(client.get(contacts))
    assert client.get(one).url == contacts
    assert client.get(_at(version, "contacts/1/")).status_code == 404


def test_lists_take_the_same_queries_for_one_and_for_many(ground):
    organisation, lead, client = ground
    client.get(HOME)  # what is asked once for all
    counts = []
    for number in range(3):
        version = a_whole_draft(lead, organisation, f"Number {number}")
        found = []
        for url in (HOME, f"{HOME}patterns/", f"{HOME}new/", "/desk/local/", *_pages(version)[:3]):
            with CaptureQueriesContext(connection) as counted:
                client.get(url)
            found.append(len(counted))
        counts.append(found)
    assert counts[0] == counts[1] == counts[2]


def test_a_protocol_is_started_from_a_pattern_and_says_what_is_missing(ground):
    organisation, _lead, client = ground
    pattern = Pattern.objects.last()
    page = _text(client.get(f"{HOME}new/?pattern={pattern.pk}"))
    assert f'<option value="{pattern.pk}" selected>' in page
    wish = {"title": "Ours 我们", "places": "", "pattern": pattern.pk, "language": "en"}
    answer = client.post(f"{HOME}new/", wish)
    assert (answer.status_code, Protocol.objects.count()) == (200, 0)
    assert "Ours 我们" in _text(answer)
    wish["places"] = [place.pk for place in places_of(organisation)]
    answer = client.post(f"{HOME}new/", wish)
    version = Version.objects.get()
    assert (answer.status_code, answer.url) == (302, _at(version))
    page = _text(client.get(answer.url))
    assert "At least one role that a partner takes on." in page
    assert "A step with someone who acts" not in page


def test_a_second_press_makes_no_second_protocol_and_no_second_comment(ground):
    organisation, lead, client = ground
    typed = {"title": "Ours", "places": [places_of(organisation)[0].pk], "language": "en"}
    first = client.post(f"{HOME}new/", typed)
    assert client.post(f"{HOME}new/", typed).url == first.url
    version = Version.objects.get()
    write(version, "levels", a_level(), lead)
    assert client.post(f"{HOME}new/", typed).url != first.url
    assert client.post(f"{HOME}new/", {**typed, "title": "Other"}).url != first.url
    client.post(_at(version, "do/consult/"))
    for text in ("Too long", "Too long", "Too short"):
        client.post(_at(version, "comments/"), {"text": text, "partner": ""})
    assert [row.text for row in Comment.objects.all()] == ["Too long", "Too short"]
    Comment.objects.create(of=version, text="Too long", made_on=timezone.localdate(), made_by=lead)
    assert client.post(_at(version, "comments/"), {"text": "Too long", "partner": ""}).url
    said = [e.verb for e in entries_of(f"protocol:{version.protocol_id}")]
    assert said.count("protocol.commented") == 2


def test_somebody_whose_organisation_serves_nobody_is_told(client):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    answer = client.get(f"{HOME}new/", follow=True)
    assert "serves no community" in _text(answer)
    assert 'href="/desk/protocols/new/"' not in _text(answer)


def test_what_was_typed_stays_whatever_is_wrong(ground):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    before = content_of(version)
    step = {
        "section": "care",
        "text": "Words to keep",
        "duty": "0",
        "number": "400",
        "unit": "1440",
    }
    answer = client.post(_at(version, "parts/steps/0/"), {**step, "version": version.version})
    assert "more than a year" in _text(answer)
    assert "Words to keep" in _text(answer)
    stale = {**step, "number": "2", "version": version.version - 1}
    answer = client.post(_at(version, "parts/steps/0/"), stale)
    assert "What you wrote is still here" in _text(answer)
    assert "Words to keep" in _text(answer)
    assert f'name="version" value="{version.version}"' in _text(answer)
    assert content_of(version) == before
    for bad in ({"duty": "9"}, {"unit": "7"}, {"levels": "9"}, {"section": "x"}, {"number": "-1"}):
        answer = client.post(
            _at(version, "parts/steps/0/"),
            {**step, "number": "2", "version": version.version, **bad},
        )
        assert (answer.status_code, "Words to keep" in _text(answer)) == (200, True)
    client.post(_at(version, "parts/steps/0/"), {**stale, "version": version.version})
    assert content_of(version)["steps"][0] == {
        "section": "care", "text": "Words to keep", "duty": 0, "levels": [], "within": 2880,
    }  # fmt: skip


@pytest.mark.parametrize(
    "way", ["parts/levels/9/", "parts/levels/9/remove/", "parts/nothing/", "parts/nothing/0/",
            "do/nothing/"]
)  # fmt: skip
def test_addresses_of_nothing_are_not_found(ground, way):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    assert client.get(_at(version, way)).status_code == 404
    assert client.get(f"{HOME}others/{version.pk}/parts/levels/").status_code == 404


def test_a_role_keeps_a_partner_that_has_left_until_it_is_changed(ground):
    organisation, lead, client = ground
    version, partner = a_whole_draft(lead, organisation), a_partner(organisation)
    partner.ends_on = partner.starts_on
    partner.save()
    page = _text(client.get(_at(version, "parts/duties/0/")))
    assert f'<option value="{partner.pk}" selected>The school</option>' in page
    assert "The school is no longer a partner" in _text(client.get(_at(version)))
    form = {"title": "New", "partner": partner.pk, "version": version.version}
    assert client.post(_at(version, "parts/duties/0/"), form).status_code == 302
    assert content_of(version)["duties"] == [{"title": "New", "partner": "The school"}]


def test_rows_are_moved_removed_and_a_stale_move_is_said(ground):
    organisation, lead, client = ground
    version = a_draft(lead, organisation)
    for title in ("Mild", "Grave"):
        version.refresh_from_db()
        form = {"title": title, "version": version.version}
        client.post(_at(version, "parts/levels/add/"), form)
    version.refresh_from_db()
    old = {"version": version.version, "up": ""}
    client.post(_at(version, "parts/levels/1/shift/"), old)
    assert [row["title"] for row in content_of(version)["levels"]] == ["Grave", "Mild"]
    answer = client.post(_at(version, "parts/levels/1/shift/"), old, follow=True)
    assert "Someone changed this a moment ago" in _text(answer)
    version.refresh_from_db()
    assert "Grave" in _text(client.get(_at(version, "parts/levels/0/remove/")))
    client.post(_at(version, "parts/levels/0/remove/"), {"version": version.version})
    assert [row["title"] for row in content_of(version)["levels"]] == ["Mild"]


def test_it_is_discussed_answered_and_given_up(ground):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    client.post(_at(version, "do/consult/"))
    partner = a_partner(organisation)
    assert _at(version, "comments/") in _text(client.get(_at(version)))
    assert client.get(_at(version, "comments/")).status_code == 302
    answer = client.post(_at(version, "comments/"), {"text": "", "partner": partner.pk})
    assert (answer.status_code, Comment.objects.count()) == (200, 0)
    client.post(_at(version, "comments/"), {"text": "Too long", "partner": partner.pk})
    comment = Comment.objects.get()
    client.post(f"{HOME}comments/{comment.pk}/", {"answer": "We cut it", "seen": ""})
    late = client.post(f"{HOME}comments/{comment.pk}/", {"answer": "Mine", "seen": ""})
    assert [words for words in ("We cut it", "Mine") if words not in _text(late)] == []
    page = _text(client.get(_at(version)))
    assert [words for words in ("Too long", "We cut it") if words not in page] == []
    client.post(_at(version, "do/draft/"))
    late = client.post(_at(version, "comments/"), {"text": "Kept words", "partner": ""})
    assert "only while the protocol is in consultation" in _text(late)
    assert "Kept words" in _text(late)
    client.post(_at(version, "do/give-up/"))
    version.refresh_from_db()
    assert version.state == "withdrawn"
    assert "Held until" not in _text(client.get(_at(version, "signatures/")))
    again = client.post(_at(version, "do/consult/"), follow=True)
    assert "already been dealt with" in _text(again)
    assert "can no longer be changed" in _text(client.get(_at(version, "basics/"), follow=True))


def test_a_comment_is_answered_by_its_own_people_alone(ground):
    organisation, lead, client = ground
    version = in_consultation(lead, organisation)
    client.post(_at(version, "comments/"), {"text": "Too long", "partner": ""})
    other = sign_in(Client(), a_coordinator(a_spoke(1)))
    url = f"{HOME}comments/{Comment.objects.get().pk}/"
    assert other.post(url, {"answer": "No", "seen": ""}).status_code == 404
    assert Comment.objects.get().answer == ""


def test_a_next_version_is_started_and_compared(ground):
    organisation, lead, client = ground
    version = put_in_force(in_consultation(lead, organisation))
    one = f"{HOME}{version.protocol_id}/"
    client.post(f"{one}next/")
    following = Version.objects.get(number=2)
    assert "already being written" in _text(client.post(f"{one}next/", follow=True))
    assert client.get(_at(following, "name/")).status_code == 302
    assert "The two versions say the same." in _text(client.get(f"{one}compare/"))
    form = {"title": "Very grave", "trigger": "Violence", "version": 0}
    client.post(_at(following, "parts/levels/0/"), form)
    page = _text(client.get(f"{one}compare/?from=1&to=2"))
    assert "<ins>" in page
    assert "<del>" in page
    assert "Changed" in page
    assert client.get(f"{one}compare/?from=x&to=9").status_code == 200


def test_name_and_communities_are_changed_in_a_first_version(ground):
    organisation, lead, client = ground
    version = a_draft(lead, organisation)
    place = places_of(organisation)[0]
    client.post(_at(version, "name/"), {"title": "Renamed", "places": place.pk, "version": 0})
    protocol = Protocol.objects.get()
    assert (protocol.title, list(protocol.communities.all())) == ("Renamed", [place])


def test_the_hub_writes_offers_and_takes_back_a_pattern(client):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    form = {"title": "Ours", "summary": "For all", "language": "fr", "version": 0}
    answer = client.post(f"{HOME}patterns/new/", form)
    where = answer.url
    assert "at least one step" not in _text(client.get(where))
    add = {"section": "care", "text": "Call her", "version": 0, "unit": 1}
    client.post(f"{where}parts/steps/add/", add)
    client.post(f"{where}parts/duties/add/", {"title": "Someone", "version": 1})
    taken = {"title": "A major incident", "summary": "Kept words", "version": 2}
    answer = client.post(f"{where}basics/", taken)
    assert "Another pattern has this name" in _text(answer)
    assert "Kept words" in _text(answer)
    client.post(f"{where}basics/", {**taken, "title": "Renamed"})
    assert "Make this pattern a draft again" not in _text(client.get(where))
    client.post(f"{where}do/offer/")
    pattern = Pattern.objects.get(title="Renamed")
    assert (pattern.state, pattern.language) == ("offered", "fr")
    closed = _text(client.get(f"{where}basics/", follow=True))
    assert "Make this pattern a draft again to change it." in closed
    assert "already been dealt with" in _text(client.post(f"{where}do/offer/", follow=True))
    assert client.post(f"{where}do/nothing/").status_code == 404
    assert client.get(f"{HOME}patterns/").status_code == 200


def test_a_spoke_reads_what_is_offered_and_gives_its_own(ground):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    client.post(_at(version, "do/pattern/"))
    given = Pattern.objects.get(state="draft")
    offered = Pattern.objects.filter(state="offered").first()
    pages = [f"{HOME}patterns/{pattern.pk}/" for pattern in (given, offered)]
    assert [client.get(url).status_code for url in pages] == [404, 200]
    assert "?pattern=" in _text(client.get(pages[1]))
    assert client.get(f"{HOME}patterns/new/").status_code == 404
    staff = sign_in(Client(), member(Role.HUB_STAFF, hub()))
    page = _text(staff.get(pages[0]))
    assert "When it happens" in page
    assert [words for words in PRIVATE if words in page] == []


def test_nobody_without_a_part_in_it_finds_the_lists(client):
    sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    assert [client.get(url).status_code for url in (HOME, f"{HOME}patterns/")] == [404, 404]
    assert "Response protocols" not in _text(client.get("/desk/local/"))


def test_the_home_says_what_is_written_and_what_is_to_be_reviewed(ground):
    organisation, lead, client = ground
    version = put_in_force(in_consultation(lead, organisation))
    assert "Late" not in _text(client.get("/desk/local/"))
    version.review_on = version.in_force_on
    version.save()
    page = _text(client.get("/desk/local/"))
    assert [words for words in ("When it happens", "In force", "Late") if words not in page] == []


def test_pages_stay_in_the_language_of_the_reader_and_words_in_their_own(ground):
    organisation, lead, client = ground
    version = a_whole_draft(lead, organisation)
    lead.language = "ar"
    lead.save()
    sign_in(client, lead)
    pattern = Pattern.objects.first()
    for url in (*_pages(version), f"{HOME}patterns/{pattern.pk}/", f"{HOME}patterns/"):
        assert '<html lang="ar" dir="rtl">' in _text(client.get(url)), url
    assert '<bdi lang="en">When it happens</bdi>' in _text(client.get(_at(version)))
