"""The hub writes, in two tabs and with what cannot be taken; and nobody else comes in."""

import pytest

from tests.accounts.people import hub, member, sign_in
from tests.announcements.made import a_draft, published, reader, speaker, translated
from upstander.announcements.models import Announcement, AnnouncementText
from upstander.network.models import Region
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HUB = "/desk/announcements/hub/"
GOOD = {"title": "New desk hours", "words": "One\r\n\r\nTwo", "language": "en",
        "audience": "everyone"}  # fmt: skip


def test_from_the_form_to_the_network(client):
    sign_in(client, speaker())
    reader()
    assert "Nothing is here yet." in client.get(HUB).content.decode()
    answer = client.post(f"{HUB}new/", {**GOOD, "is_urgent": "on"}, follow=True)
    one = Announcement.objects.get()
    assert answer.redirect_chain == [(f"{HUB}{one.pk}/", 302)]
    assert (one.words, one.is_urgent, one.state) == ("One\n\nTwo", True, "draft")
    page = client.get(f"{HUB}{one.pk}/do/publish/").content.decode()
    assert "It reaches 2 people." in page
    assert "Each of them gets a mail at once." in page
    client.post(f"{HUB}{one.pk}/do/publish/", {"seen": "0"})
    page = client.get(f"{HUB}{one.pk}/").content.decode()
    assert "so few people that a number would say who" in page
    assert "<p>One</p>" in page
    page = client.get(f"{HUB}{one.pk}/do/withdraw/").content.decode()
    assert "This cannot be undone." in page
    assert Announcement.objects.get().state == "published"
    client.post(f"{HUB}{one.pk}/do/withdraw/")
    assert Announcement.objects.get().state == "withdrawn"


def test_how_many_have_read_it(client):
    sign_in(client, speaker())
    for number in range(4):
        reader(number)
    published(member(Role.HUB_COORDINATOR, hub()))
    page = client.get(f"{HUB}{Announcement.objects.get().pk}/").content.decode()
    assert "<bdi>1 / 6</bdi>" in page


@pytest.mark.parametrize(("changes", "field"), [
    ({"title": ""}, "title"), ({"title": " \t "}, "title"), ({"title": "x" * 151}, "title"),
    ({"title": "a\0b"}, "title"), ({"words": ""}, "words"), ({"words": "x" * 10_000}, "words"),
    ({"words": "a\0b"}, "words"), ({"language": "xx"}, "language"), ({"audience": ""}, "audience"),
    ({"audience": "region"}, "audience"), ({"audience": "region-99999"}, "audience"),
    ({"last_on": "soon"}, "last_on"), ({"last_on": "2020-02-02"}, "__all__"),
])  # fmt: skip
def test_what_cannot_be_taken_stays_on_the_page(client, changes, field):
    sign_in(client, speaker())
    answer = client.post(f"{HUB}new/", {**GOOD, **changes})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), Announcement.objects.count()) == (
        200,
        [field],
        0,
    )
    kept = {name: form[name].value() for name in GOOD}
    assert kept == {**GOOD, **{k: v for k, v in changes.items() if k in GOOD}}


def test_six_thousand_letters_are_taken_however_the_lines_end(client):
    sign_in(client, speaker())
    client.post(f"{HUB}new/", {**GOOD, "words": "x\r\n" * 3000})
    assert Announcement.objects.count() == 1


def test_one_region_is_one_choice(client):
    sign_in(client, speaker())
    region = Region.objects.first()
    client.post(f"{HUB}new/", {**GOOD, "audience": f"region-{region.pk}"})
    made = Announcement.objects.get()
    assert (made.audience, made.region) == ("region", region)
    page = client.get(f"{HUB}{made.pk}/change/").content.decode()
    assert f'<option value="region-{region.pk}" selected>' in page


def test_the_second_tab_keeps_its_words_and_sees_the_first(client):
    by = speaker()
    sign_in(client, by)
    made = a_draft(by)
    path = f"{HUB}{made.pk}/change/"
    client.post(path, {**GOOD, "title": "First tab", "seen": "0"})
    answer = client.post(path, {**GOOD, "title": "Second tab", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What is saved now" in page
    assert "<strong>First tab</strong>" in page
    assert 'value="Second tab"' in page
    assert Announcement.objects.get().title == "First tab"
    client.post(path, {**GOOD, "title": "Second tab", "seen": answer.context["seen"]})
    assert Announcement.objects.get().title == "Second tab"


def test_a_mistake_on_an_old_page_does_not_make_it_a_new_one(client):
    by = speaker()
    sign_in(client, by)
    made = a_draft(by)
    for path, said in ((f"{HUB}{made.pk}/change/", GOOD), (f"{HUB}{made.pk}/words/ar/", GOOD)):
        client.post(path, {**said, "title": "First tab", "seen": "0"})
        seen = client.post(path, {**said, "title": "", "seen": "0"}).context["seen"]
        answer = client.post(path, {**said, "title": "Second tab", "seen": seen})
        assert (seen, answer.status_code) == (0, 409)
        assert "<strong>First tab</strong>" in answer.content.decode()


def test_what_was_changed_meanwhile_is_not_published_unread(client):
    by = speaker()
    sign_in(client, by)
    made = a_draft(by)
    reader()
    client.post(f"{HUB}{made.pk}/change/", {**GOOD, "title": "Other", "seen": "0"})
    for seen in ("0", "", "x", "9" * 30):
        answer = client.post(f"{HUB}{made.pk}/do/publish/", {"seen": seen}, follow=True)
        assert "Someone changed this meanwhile." in answer.content.decode()
    assert Announcement.objects.get().state == "draft"


def test_a_translator_says_it_in_another_language_and_no_more(client):
    by, translator = speaker(), member(Role.TRANSLATOR, hub())
    made = a_draft(by)
    sign_in(client, translator)
    path = f"{HUB}{made.pk}/words/ar/"
    page = client.get(path).content.decode()
    assert "<p>We are here</p>" in page
    answer = client.post(path, {"title": "", "words": "كلمات", "seen": "0"})
    assert "كلمات" in answer.content.decode()
    client.post(path, {"title": "ساعات", "words": "كلمات", "seen": "0"})
    answer = client.post(path, {"title": "أخرى", "words": "كلمات", "seen": "0"})
    assert (answer.status_code, AnnouncementText.objects.get().title) == (409, "ساعات")
    assert "<strong>ساعات</strong>" in answer.content.decode()
    page = client.get(f"{HUB}{made.pk}/").content.decode()
    assert "A computer made this translation." in page
    assert "do/publish/" not in page
    assert client.get(f"{HUB}{made.pk}/do/publish/").status_code == 200
    client.post(f"{HUB}{made.pk}/do/publish/", {"seen": "0"})
    assert Announcement.objects.get().state == "draft"
    gone = [f"{HUB}new/", f"{HUB}{made.pk}/change/", f"{HUB}{made.pk}/words/en/",
            f"{HUB}{made.pk}/words/xx/", f"{HUB}{made.pk}/do/burn/", f"{HUB}999/"]  # fmt: skip
    assert [client.get(path).status_code for path in gone] == [404] * 6


def test_nobody_else_comes_in(client):
    by = speaker()
    made = a_draft(by)
    sign_in(client, reader())
    paths = [HUB, f"{HUB}new/", f"{HUB}{made.pk}/", f"{HUB}{made.pk}/change/",
             f"{HUB}{made.pk}/do/publish/", f"{HUB}{made.pk}/words/ar/"]  # fmt: skip
    assert [client.get(path).status_code for path in paths] == [404] * 6
    assert [
        client.post(path, GOOD).status_code for path in paths[1:] if path != f"{HUB}{made.pk}/"
    ] == [404] * 4


def test_words_are_words_and_links_are_links(client):
    by, one = speaker(), reader()
    words = "<script>x</script>\n\nhttps://example.org/a?b=1&c=2 and javascript:alert(1)"
    made = published(by, title="<b>Bold</b>", words=words)
    translated(made, "fr", by, words=words)
    sign_in(client, one)
    page = client.get(f"/desk/announcements/{made.pk}/").content.decode()
    assert "<p>&lt;script&gt;x&lt;/script&gt;</p>" in page
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page
    assert 'href="javascript' not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
