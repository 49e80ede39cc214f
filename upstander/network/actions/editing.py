"""What whoever edits may do in the editor: groups that follow from the roles of today."""

from collections.abc import Callable, Collection, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import Collection as Files
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from upstander.accounts.interface import User
from upstander.network.actions.workflow import let_review
from upstander.network.models import (
    Community,
    Fact,
    Organisation,
    Service,
    Spoke,
    Wording,
)
from upstander.network.queries.membership import memberships_of, memberships_today
from upstander.network.rules import EDITING_ROLES, TEACHING_ROLES, WORDING_ROLES
from upstander.network.states import Role

ON_PAGES = ("add", "change", "publish")
ON_FILES = ("add_image", "choose_image", "add_document", "choose_document")
ENTER = ("wagtailadmin", "access_admin")
# Whoever begins a translation copies a thing of any kind: for those who may write all of them.
TRANSLATE = ("wagtail_localize", "submit_translation")
ROOMS_WITH_CONTENT = ("learning",)
# Nothing is deleted here: requests, memberships and wordings hang on these records.
ON_RECORDS = ("view", "add", "change")
ON_CONTENT = ("view", "add", "change", "publish")
# A translation is published by its second reading, on the board of translations.
ON_TRANSLATIONS = ("change",)
# Records of rooms above that stand beside the directory, by room and model.
RECORDS_ABOVE = (("events", "importantday"),)
DIRECTORY: tuple[type[Model], ...] = (Service, Fact, Organisation, Spoke, Community, Wording)


class Editing(NamedTuple):
    """Who is in a group, and what gives it its permissions; equipping it again changes nothing."""

    roles: frozenset[Role]
    equip: Callable[[Group], None]


def settle_editing(user: User) -> None:
    """Whoever has a role that edits is in the groups of that role, and in no other."""
    held = set(memberships_of(user).values_list("role", flat=True))
    for name, editing in GROUPS.items():
        if held & editing.roles:
            user.groups.add(_group(name))
        else:
            user.groups.remove(*Group.objects.filter(name=name))


@transaction.atomic
def settle_editing_of_all() -> None:
    """Give groups of an earlier version what they lack today, and everyone her groups."""
    for name in GROUPS:
        GROUPS[name].equip(_group(name))
    members = memberships_today().values("user")
    for user in User.objects.filter(Q(groups__name__in=GROUPS) | Q(pk__in=members)).distinct():
        settle_editing(user)


def _group(name: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        GROUPS[name].equip(group)
    return group


def _let(group: Group, *rights: tuple[str, str]) -> None:
    for app, codename in rights:
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )


def _equip_for_the_site(group: Group) -> None:
    _let(group, ENTER, TRANSLATE)
    let_review(group)
    _let_on_pages(group, ON_PAGES)
    group.permissions.add(*_on_content(ON_PAGES))
    for permission in Permission.objects.filter(codename__in=ON_FILES):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Files.get_first_root_node(), permission=permission
        )


def _equip_for_translations(group: Group) -> None:
    _let(group, ENTER, TRANSLATE)
    _let_on_pages(group, ON_TRANSLATIONS)
    group.permissions.add(*_on_content(ON_TRANSLATIONS))


def _let_on_pages(group: Group, acts: Collection[str]) -> None:
    """On every page, from the root on."""
    rows = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Page))
    root = Page.get_first_root_node()
    for permission in rows.filter(codename__in=[f"{act}_page" for act in acts]):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _on_content(acts: Collection[str]) -> list[Permission]:
    """On whatever of the rooms above has drafts: what can be published, can be written."""
    of_rooms = Permission.objects.filter(content_type__app_label__in=ROOMS_WITH_CONTENT)
    kinds = of_rooms.filter(codename__startswith="publish_").values("content_type")
    prefixes = reduce(or_, (Q(codename__startswith=f"{kind}_") for kind in acts))
    return list(of_rooms.filter(prefixes, content_type__in=kinds))


def _equip_for(*models: type[Model]) -> Callable[[Group], None]:
    def equip(group: Group) -> None:
        for model, kind in ContentType.objects.get_for_models(*models).items():
            codenames = [f"{act}_{model._meta.model_name}" for act in ON_RECORDS]
            group.permissions.add(
                *Permission.objects.filter(content_type=kind, codename__in=codenames)
            )

    return equip


def _equip_for_records(group: Group) -> None:
    _equip_for(*DIRECTORY)(group)
    for app, name in RECORDS_ABOVE:
        _let(group, *((app, f"{act}_{name}") for act in ON_RECORDS))


def _equip_for_content(*names: str) -> Callable[[Group], None]:
    """Content of the room of learning, by the names of its models: drafts, and publishing them."""

    def equip(group: Group) -> None:
        _let(group, ENTER)
        codenames = [f"{act}_{name}" for name in names for act in ON_CONTENT]
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="learning", codename__in=codenames)
        )

    return equip


GROUPS: Mapping[str, Editing] = {
    "Editing the site": Editing(EDITING_ROLES, _equip_for_the_site),
    "Editing the directory": Editing(EDITING_ROLES, _equip_for_records),
    "Editing courses": Editing(TEACHING_ROLES, _equip_for_content("course", "lesson")),
    "Translating the site": Editing(WORDING_ROLES, _equip_for_translations),
    "Translating the directory": Editing(WORDING_ROLES, _equip_for(Wording)),
}
