"""A version is worded in another language, and read by someone who knows both."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.network.interface import memberships_of
from upstander.protocols.models import Protocol, Version, VersionText
from upstander.protocols.queries.translation import (
    MARK,
    TITLE,
    lines_of,
    mark_of,
    stamp_of,
    text_in,
)
from upstander.protocols.rules.translation import may_translate


class Conflict(NotAllowed):
    """Someone else saved the same language meanwhile; nothing was written over."""


@transaction.atomic
def save_words(
    text: VersionText, words: Mapping[str, str], *, is_reviewed: bool, seen: str, by: User
) -> VersionText:
    """Keep the words of a language. `seen` is the stamp of what the page was drawn from.

    A change of the source makes a read text a draft again, without an act of anyone.
    """
    Protocol.objects.select_for_update(no_key=True).get(pk=text.of.protocol_id)
    version = Version.objects.select_related("protocol").get(pk=text.of_id)
    may_translate(memberships_of(by), version, text.language)
    keys = [line.key for line in lines_of(version)]
    kept = {key: words[key].strip() for key in keys if words.get(key, "").strip()}
    if is_reviewed and len(kept) < len(keys):
        raise NotAllowed(_("Some words are still missing. Save it as a draft first."))
    now = text_in(version, text.language)
    if stamp_of(now) != seen:
        raise Conflict(
            _("Someone else saved this part a moment ago. Nothing is lost: see both below.")
        )
    now.words = {**kept, MARK: mark_of(version), TITLE: version.protocol.title}
    now.is_reviewed = is_reviewed
    now.save()
    facts = {"version": version.number, "language": text.language, "reviewed": is_reviewed}
    about = f"protocol:{version.protocol_id}"
    record("protocol.translated", by=f"user:{by.pk}", of=about, facts=facts)
    return now
