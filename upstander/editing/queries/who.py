"""Who someone is to the board, and who translates into which language."""

from collections.abc import Collection
from typing import NamedTuple

from upstander.accounts.interface import User
from upstander.editing.models import TranslatorLanguage
from upstander.editing.rules.task import Who
from upstander.editing.states import ASKING_ROLES, TRANSLATING_ROLES
from upstander.network.interface import Role, memberships_of, people_everywhere


def who_is(user: User) -> Who:
    """Her roles and languages; two queries."""
    roles = {membership.role for membership in memberships_of(user)}
    languages = frozenset[str]()
    if roles & TRANSLATING_ROLES:
        rows = TranslatorLanguage.objects.filter(user=user)
        languages = frozenset(rows.values_list("language", flat=True))
    is_asking, is_translating = bool(roles & ASKING_ROLES), Role.TRANSLATOR in roles
    return Who(user.pk, is_asking, Role.TRAINER in roles, is_translating, languages)


def translating_people() -> list[User]:
    """Everyone who may be a translator, by name."""
    people = {user for _, user in people_everywhere(TRANSLATING_ROLES)}
    return list(User.objects.filter(pk__in=people).order_by("name", "pk"))


class Translator(NamedTuple):
    """A person, and the languages that she translates into."""

    user: User
    languages: tuple[str, ...]


def translators() -> list[Translator]:
    """Everyone who may be a translator, with her languages; three queries."""
    spoken: dict[int, list[str]] = {}
    for user, language in TranslatorLanguage.objects.values_list("user", "language"):
        spoken.setdefault(user, []).append(language)
    return [Translator(user, tuple(spoken.get(user.pk, ()))) for user in translating_people()]


def translators_of(languages: Collection[str]) -> dict[str, list[User]]:
    """Who may be asked for each language."""
    everyone = translators()
    return {code: [row.user for row in everyone if code in row.languages] for code in languages}
