"""Into which languages a person translates."""

from wagtail.models import Locale

from upstander.accounts.interface import User
from upstander.core.languages import table
from upstander.editing.models import TranslatorLanguage
from upstander.editing.rules.exchange import languages_to_exchange
from upstander.network.interface import memberships_of, source_language


def languages_of(user: User) -> list[str]:
    """The languages whose words she changes, in the order of the table."""
    own = set(TranslatorLanguage.objects.filter(user=user).values_list("language", flat=True))
    spoken = set(Locale.objects.values_list("language_code", flat=True))
    known = [code for code in table() if code in spoken]
    return languages_to_exchange(memberships_of(user), own, known, source_language())
