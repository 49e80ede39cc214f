"""A member's list: what is for her, read and unread; nothing planted for others is there."""

import pytest
from django.utils import timezone

from tests.accounts.people import person, sign_in
from tests.announcements.made import a_draft, published, reader, speaker, translated
from upstander.accounts.interface import give_authenticator_app
from upstander.announcements.actions.announcement import withdraw_announcement
from upstander.announcements.models import DigestChoice, Reading
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
LIST = "/desk/announcements/"


def test_what_is_for_others_is_nowhere(client):
    by, one = speaker(), reader()
    reader(1, Role.TRAINER)
    planted = [published(by, title="Canary 1", audience="trainers"), a_draft(by, title="Canary 2"),
               published(by, title="Canary 3")]  # fmt: skip
    withdraw_announcement(planted[2], by=by)
    published(by, title="For you")
    sign_in(client, one)
    for path in (LIST, "/desk/"):
        page = client.get(path).content.decode()
        assert ("For you" in page, "Canary" in page) == (True, False)
    for row in planted:
        for path in (f"{LIST}{row.pk}/", f"{LIST}{row.pk}/read/"):
            assert client.post(path).status_code in (404, 405)
        assert client.get(f"{LIST}{row.pk}/").status_code == 404
    assert Reading.objects.filter(user=one).count() == 0


def test_to_open_it_is_to_read_it_and_to_ask_for_its_head_is_not(client):
    by, one = speaker(), reader()
    made = published(by)
    sign_in(client, one)
    client.head(f"{LIST}{made.pk}/")
    assert "Mark all as read" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{made.pk}/").content.decode()
    assert "<p>We are here</p>" in page
    assert "Mark all as read" not in client.get(LIST).content.decode()
    assert Reading.objects.get(user=one).read_on == timezone.localdate()


def test_marked_without_opening_one_or_all(client):
    by, one = speaker(), reader()
    for number in range(3):
        published(by, at=timezone.now().replace(microsecond=0), title=f"T{number}")
    sign_in(client, one)
    first = client.get(LIST).context["rows"][0].row
    client.post(f"{LIST}{first.pk}/read/")
    assert Reading.objects.filter(user=one).count() == 1
    for until in ("", "x", "0", "9" * 12):
        client.post(f"{LIST}read/", {"until": until})
    assert Reading.objects.filter(user=one).count() == 1
    client.post(f"{LIST}read/", {"until": client.get(LIST).context["until"]})
    assert Reading.objects.filter(user=one).count() == 3


def test_in_her_language_or_marked_as_another(client):
    by, one = speaker(), reader(language="ar")
    there, missing = published(by, title="There"), published(by, title="Missing")
    translated(there, "ar", by, title="هنا", is_reviewed=False)
    sign_in(client, one)
    page = client.get(LIST).content.decode()
    assert '<bdi lang="ar">هنا</bdi>' in page
    assert '<bdi lang="en">Missing</bdi>' in page
    page = client.get(f"{LIST}{there.pk}/").content.decode()
    assert '<h1 lang="ar" dir="rtl">هنا</h1>' in page
    assert "<strong>There</strong>" in page
    page = client.get(f"{LIST}{missing.pk}/").content.decode()
    assert '<h1 lang="en" dir="ltr">Missing</h1>' in page


def test_letters_as_she_likes(client):
    one = reader()
    sign_in(client, one)
    assert "Each week, on Monday" in client.get(LIST).content.decode()
    answer = client.post(f"{LIST}letters/", {"rhythm": "hourly"})
    assert list(answer.context["form"].errors) == ["rhythm"]
    client.post(f"{LIST}letters/", {"rhythm": "never"})
    assert DigestChoice.objects.get(user=one).rhythm == "never"
    assert 'value="never"' in client.get(f"{LIST}letters/").content.decode()


def test_who_has_no_role_finds_an_empty_page(client):
    published(speaker())
    user = person()
    give_authenticator_app(user)
    sign_in(client, user)
    assert "What the hub tells the network stands here." in client.get(LIST).content.decode()
    assert LIST not in client.get("/desk/").content.decode()


@pytest.mark.parametrize("number", [2, 60])
def test_the_pages_ask_the_same_however_much_there_is(
    client, number, django_assert_max_num_queries
):
    by, one = speaker(), reader(language="ar")
    for n in range(number):
        translated(published(by, title=f"T{n}"), "ar", by)
    sign_in(client, one)
    with django_assert_max_num_queries(14):
        page = client.get(LIST)
    assert len(page.context["rows"]) == min(number, 25)
    assert client.get(f"{LIST}?page=99").status_code == 200
