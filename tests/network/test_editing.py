"""The records of the network in the editor: to whom they open, and what is kept of a change."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError
from django.db.models import F
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from tests.accounts.people import hub, member, sign_in
from tests.editing.translating import editor, translator
from upstander.accounts.interface import account_of
from upstander.audit.interface import entries_of, faults
from upstander.audit.models import Entry, Head
from upstander.editing.actions.translator import set_languages
from upstander.network.actions.editing import DIRECTORY, GROUPS
from upstander.network.interface import end_membership, settle_editing_of_all, start_membership
from upstander.network.models import Community, Fact, Organisation, Service, Spoke, Wording
from upstander.network.queries.editing import texts_of_record
from upstander.network.queries.wording import digest_of
from upstander.network.rules import EDITING_ROLES, TEACHING_ROLES
from upstander.network.states import Role

pytestmark = pytest.mark.django_db

# Written out, so that a role that gains or loses something is seen here.
DIRECTORY_OF = {
    **{role: set() for role in Role},
    Role.HUB_STAFF: set(DIRECTORY),
    Role.HUB_COORDINATOR: set(DIRECTORY),
    Role.EDITOR: set(DIRECTORY),
    Role.ADMINISTRATOR: set(DIRECTORY),
    Role.TRANSLATOR: {Wording},
}


def address(model, page: str, *args) -> str:
    """Where the editor lists, adds or edits records of a kind."""
    return reverse(model.snippet_viewset.get_url_name(page), args=args)


def filled(client: Client, path: str) -> dict[str, object]:
    """What the form at `path` sends when nothing is changed."""
    form = client.get(path).context["form"]
    sent = {}
    for bound in form:
        value = bound.field.widget.format_value(bound.field.prepare_value(bound.value()))
        if value not in (None, "", False):
            sent[bound.html_name] = value
    return sent


def permitted(user, model) -> set[str]:
    """Which of the four acts a person may do to records of a kind."""
    app, name = model._meta.app_label, model._meta.model_name
    fresh = account_of(user.email)
    acts = ("view", "add", "change", "delete")
    return {act for act in acts if fresh.has_perm(f"{app}.{act}_{name}")}


def test_the_groups_know_every_kind_of_record_in_the_editor() -> None:
    registered = {m for m in get_snippet_models() if m._meta.app_label == "network"}
    assert registered == set(DIRECTORY)


@pytest.mark.parametrize("role", Role)
def test_which_records_open_to_a_role(role, client) -> None:
    user = member(role, hub())
    if role == Role.TRANSLATOR:
        set_languages(user, [Wording.objects.first().language], by=editor())
    sign_in(client, user)
    opened = {
        page: {m for m in DIRECTORY if client.get(_address(m, page)).status_code == 200}
        for page in ("list", "add", "edit", "delete")
    }
    mine = DIRECTORY_OF[role]
    assert opened == {"list": mine, "add": mine, "edit": mine, "delete": set()}


def _address(model, page: str) -> str:
    keys = [model.objects.first().pk] if page in ("edit", "delete") else []
    return address(model, page, *keys)


@pytest.mark.parametrize("model", DIRECTORY)
@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do_to_a_record_begins_and_ends_with_it(role, model) -> None:
    user = member(role, hub())
    wanted = {"view", "add", "change"} if model in DIRECTORY_OF[role] else set()
    assert permitted(user, model) == wanted
    end_membership(user.memberships.get(), by=member(Role.ADMINISTRATOR, hub(), "root@e.example"))
    assert permitted(user, model) == set()


def test_who_also_translates_keeps_the_directory_as_long_as_she_edits() -> None:
    user, root = member(Role.EDITOR, hub()), member(Role.ADMINISTRATOR, hub())
    start_membership(user, hub(), Role.TRANSLATOR, by=root)
    end_membership(user.memberships.get(role=Role.EDITOR), by=root)
    assert {model for model in DIRECTORY if permitted(user, model)} == {Wording}


@pytest.mark.parametrize("model", DIRECTORY)
def test_a_record_saved_in_the_editor_is_in_the_log(model, client) -> None:
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    record = model.objects.first()
    path = address(model, "edit", record.pk)
    answer = client.post(path, filled(client, path))
    assert (answer.status_code, answer.headers.get("Location")) == (302, address(model, "list"))
    kind = model._meta.model_name
    (entry,) = entries_of(f"{kind}:{record.pk}")
    assert (entry.verb, f'"by":"user:{user.pk}"' in entry.body) == (f"{kind}.changed", True)
    assert list(faults()) == []


def _deleted_alone(client: Client, *rows: Fact) -> None:
    for row in rows:
        client.post(address(Fact, "delete", row.pk))


def _deleted_together(client: Client, *rows: Fact) -> None:
    where = reverse("wagtail_bulk_action", args=["network", "fact", "delete"])
    client.post(f"{where}?{urlencode({'id': [row.pk for row in rows]}, doseq=True)}")


@pytest.mark.parametrize("delete", [_deleted_alone, _deleted_together])
def test_a_record_deleted_in_the_editor_is_named_in_the_log(delete, client) -> None:
    user = member(Role.HUB_STAFF, hub())
    user.user_permissions.add(Permission.objects.get(codename="delete_fact"))
    sign_in(client, user)
    rows = list(Fact.objects.all()[:2])
    delete(client, *rows)
    assert not Fact.objects.filter(pk__in=[row.pk for row in rows]).exists()
    deleted = [[entry.verb for entry in entries_of(f"fact:{row.pk}")] for row in rows]
    assert deleted == [["fact.deleted"], ["fact.deleted"]]


def test_a_service_is_renewed_and_read_by_the_public(client) -> None:
    sign_in(client, member(Role.EDITOR, hub()))
    service = Service.objects.get(key="racist-incident-helpline")
    path = address(Service, "edit", service.pk)
    client.post(path, {**filled(client, path), "checked": "2026-12", "hours": "Every day, 8 to 8"})
    service.refresh_from_db()
    assert (service.checked, service.hours) == ("2026-12", "Every day, 8 to 8")
    assert "Every day, 8 to 8" in Client().get("/en/it-happened-to-me/").content.decode()


def test_a_spoke_serves_in_the_editor_what_the_rules_allow(client) -> None:
    sign_in(client, member(Role.EDITOR, hub()))
    spoke = Spoke.objects.filter(kind="community").first()
    path, before = address(Spoke, "edit", spoke.pk), set(spoke.communities.all())
    sent = filled(client, path)
    free = Community.objects.filter(served_by=None, neighbours=None).first()
    taken = Community.objects.filter(served_by__spoke__ends_on=None).exclude(spokes=spoke).first()
    own = [place.pk for place in before]
    for changed, why in (
        ({"communities": []}, "serves at least one community"),
        ({"communities": [*own, free.pk], "kind": "regional"}, "must be neighbours"),
        ({"communities": [*own, taken.pk]}, "Another spoke serves one of these communities"),
    ):
        assert why in client.post(path, {**sent, **changed}).content.decode()
        assert set(spoke.communities.all()) == before
    client.post(path, {**sent, "communities": [*own, free.pk]})
    assert set(spoke.communities.all()) == {*before, free}


def test_a_new_fact_is_kept_and_in_the_log(client) -> None:
    sign_in(client, member(Role.HUB_COORDINATOR, hub()))
    fields = {"key": "new", "text": "A right.", "source": "The law", "mark": "P", "position": 0}
    client.post(address(Fact, "add"), {**fields, "areas": "[]", "checked": "2026-12"})
    fact = Fact.objects.get(key="new")
    assert [entry.verb for entry in entries_of(f"fact:{fact.pk}")] == ["fact.created"]


def test_what_cannot_be_written_to_the_log_is_not_changed(client) -> None:
    sign_in(client, member(Role.EDITOR, hub()))
    service = Service.objects.first()
    path = address(Service, "edit", service.pk)
    sent = {**filled(client, path), "name": "Mine"}
    Head.objects.update(sequence=F("sequence") - 1)  # the next entry has the number of the last
    with pytest.raises(IntegrityError):
        client.post(path, sent)
    assert Service.objects.get(pk=service.pk).name == service.name


def test_a_translator_writes_a_wording_marks_none_and_changes_no_service(client) -> None:
    sign_in(client, translator(member(Role.EDITOR, hub()), "Preet", "pa"))
    wording = Wording.objects.filter(language="pa").first()
    path = address(Wording, "edit", wording.pk)
    Wording.objects.filter(pk=wording.pk).update(state="reviewed", source_digest="old")
    client.post(path, filled(client, path))
    wording.refresh_from_db()
    assert (wording.state, wording.source_digest) == ("reviewed", "old")
    sent = {**filled(client, path), "text": "ਹੋਰ", "state": "reviewed", "source_digest": "mine"}
    assert client.post(path, sent).status_code == 302
    wording.refresh_from_db()
    record, _colon, field = wording.key.rpartition(":")
    assert (wording.text, wording.state) == ("ਹੋਰ", "machine_draft")
    assert wording.source_digest == digest_of(texts_of_record(record)[field])
    html = client.get(path).content.decode()
    assert reverse("editing:piece", args=["pa", "wording", record]) in html
    new = {"key": "service:nothing:name", "language": "pa", "text": "ਹੋਰ"}
    assert client.post(address(Wording, "add"), new).context["form"].errors.keys() == {"key"}
    service, before = Service.objects.first(), Entry.objects.count()
    refused = client.post(address(Service, "edit", service.pk), {"name": "Mine"})
    assert refused.headers["Location"] == "/editor/"
    assert (Service.objects.first().name, Entry.objects.count()) == (service.name, before)


def _as_before() -> None:
    """The groups as the first version made them: pages, files and the editor alone."""
    Group.objects.exclude(name="Editing the site").delete()


@pytest.mark.parametrize("role", Role)
def test_the_groups_of_an_earlier_version_are_made_whole(role) -> None:
    user = member(role, hub())
    _as_before()
    settle_editing_of_all()
    assert {model for model in DIRECTORY if permitted(user, model)} == DIRECTORY_OF[role]
    opens = {*TEACHING_ROLES, Role.TRANSLATOR}
    assert account_of(user.email).has_perm("wagtailadmin.access_admin") is (role in opens)
    may_translate = account_of(user.email).has_perm("wagtail_localize.submit_translation")
    assert may_translate is (role in {*EDITING_ROLES, Role.TRANSLATOR})  # it copies anything


def test_what_a_group_has_lost_comes_back_once() -> None:
    user = member(Role.EDITOR, hub())
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.clear()
    GroupPagePermission.objects.filter(group__name__in=GROUPS).delete()
    settle_editing_of_all()
    once = _rows()
    settle_editing_of_all()
    assert _rows() == once == (4, 4)
    assert permitted(user, Service) == {"view", "add", "change"}


def _rows() -> tuple[int, int]:
    ours = {"group__name__in": GROUPS}
    pages = GroupPagePermission.objects.filter(**ours).count()
    return pages, GroupCollectionPermission.objects.filter(**ours).count()


def test_who_has_no_role_any_more_leaves_the_groups() -> None:
    user = member(Role.EDITOR, hub())
    user.memberships.all().delete()
    settle_editing_of_all()
    assert list(account_of(user.email).groups.all()) == []


@pytest.mark.parametrize("role", sorted({*EDITING_ROLES, Role.TRANSLATOR}))
def test_no_editor_takes_from_a_nation_what_others_see_of_it(client, role) -> None:
    nation = Organisation.objects.create(key="nation", name="Nation", is_indigenous_governed=True)
    sign_in(client, member(role, hub()))
    path = address(Organisation, "edit", nation.pk)
    if Organisation in DIRECTORY_OF[role]:
        sent = {**filled(client, path), "name": "The nation"}
        assert client.post(path, sent).status_code == 302
    nation.refresh_from_db()
    assert nation.is_indigenous_governed
    assert (nation.name == "The nation") is (Organisation in DIRECTORY_OF[role])


WRITES = {"add": False, "change": True, "publish": False}
EDITS = dict.fromkeys(WRITES, True)
NOTHING = dict.fromkeys(WRITES, False)


@pytest.mark.parametrize("role", Role)
def test_who_translates_writes_drafts_and_publishes_nothing(role) -> None:
    """Also who was one before: the groups are settled again when the program is brought up."""
    user = member(role, hub())
    user.groups.add(Group.objects.get_or_create(name="Editing the site")[0])
    settle_editing_of_all()
    fresh = account_of(user.email)
    wanted = EDITS if role in EDITING_ROLES else WRITES if role == Role.TRANSLATOR else NOTHING
    assert {act: fresh.has_perm(f"learning.{act}_resource") for act in WRITES} == wanted
    page = Page.objects.get(slug="home-en").permissions_for_user(fresh)
    found = {
        "add": page.can_add_subpage(),
        "change": page.can_edit(),
        "publish": page.can_publish(),
    }
    assert found == wanted
