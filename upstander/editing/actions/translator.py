"""Who translates into which language."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.editing.models import TranslatorLanguage
from upstander.editing.queries.who import translating_people, who_is
from upstander.editing.rules.task import may_name_translators
from upstander.learning.interface import site_languages


@transaction.atomic
def set_languages(person: User, languages: Collection[str], *, by: User) -> None:
    """She translates into these and no other. What she was asked for stays with her."""
    may_name_translators(who_is(by))
    if person.pk not in {user.pk for user in translating_people()}:
        raise NotAllowed(_("This person is no editor or translator now."))
    wanted = set(languages) & set(site_languages())
    rows = TranslatorLanguage.objects.filter(user=person)
    known = set(rows.values_list("language", flat=True))
    rows.exclude(language__in=wanted).delete()
    made = [TranslatorLanguage(user=person, language=code) for code in sorted(wanted - known)]
    TranslatorLanguage.objects.bulk_create(made, ignore_conflicts=True)
    if wanted != known:
        record("translator.changed", by=f"user:{by.pk}", of=f"user:{person.pk}",
               facts={"languages": len(wanted)})  # fmt: skip
