"""What was done with a request, from the log, in plain words."""

import json
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from upstander.accounts.interface import User
from upstander.audit.interface import entries_of
from upstander.support.models import Case

VERBS = {
    "case.received": pgettext_lazy("request", "Received"),
    "case.taken": gettext_lazy("Taken"),
    "case.assigned": gettext_lazy("Given to a colleague"),
    "case.acknowledged": gettext_lazy("Acknowledged"),
    "case.answered": gettext_lazy("Answer written"),
    "case.person_wrote": gettext_lazy("The person wrote"),
    "case.person_attached": gettext_lazy("The person added files"),
    "case.outcome_told": gettext_lazy("Outcome told"),
    "case.note_written": gettext_lazy("Note written"),
    "case.task_added": gettext_lazy("Task added"),
    "case.task_done": gettext_lazy("Task done"),
    "case.files_attached": gettext_lazy("Files added"),
    "case.support_started": gettext_lazy("Support started"),
    "case.assessed": gettext_lazy("Assessed"),
    "case.identity_opened": gettext_lazy("Name and contact opened"),
    "case.protocol_started": gettext_lazy("Response protocol started"),
    "case.protocol_step_settled": gettext_lazy("Step of the response protocol settled"),
    "case.protocol_level_changed": gettext_lazy("Level of the response protocol changed"),
    "case.protocol_police_noted": gettext_lazy("Word of the person about the police noted"),
    "case.protocol_ended": gettext_lazy("Response protocol ended"),
    "case.protocol_taken_up": gettext_lazy("Response protocol taken up again"),
    "case.closed": pgettext_lazy("request", "Closed"),
    "case.refused": gettext_lazy("Refused"),
    "case.marked_abuse": gettext_lazy("Marked as abuse"),
    "case.reopened": gettext_lazy("Opened again"),
    "case.released": gettext_lazy("Released"),
    "case.deletion_asked": gettext_lazy("Deletion asked"),
    "referral.asked": gettext_lazy("Referral proposed"),
    "referral.agreed": gettext_lazy("The person agreed"),
    "referral.refused": gettext_lazy("The person said no"),
    "referral.accepted": gettext_lazy("Accepted by the other team"),
    "referral.declined": gettext_lazy("Declined by the other team"),
    "referral.withdrawn": gettext_lazy("Referral withdrawn"),
    "referral.finished": gettext_lazy("Outcome known"),
    "consent.revoked": gettext_lazy("Taken back by the person"),
}


class Event(NamedTuple):
    """One act: when, what, and who did it."""

    at: datetime
    what: str
    who: str


def timeline(case: Case) -> list[Event]:
    """Every act, the newest first; a verb without words stands for itself."""
    entries = entries_of(f"case:{case.pk}")
    by = [str(json.loads(entry.body)["by"]) for entry in entries]
    names = _names(by)
    events = [
        Event(entry.at, str(VERBS.get(entry.verb, entry.verb)), names.get(who, ""))
        for entry, who in zip(entries, by, strict=True)
    ]
    return events[::-1]


def _names(references: list[str]) -> dict[str, str]:
    numbers = {r.partition(":")[2] for r in references if r.startswith("user:")}
    found = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=numbers)}
    return {**found, "public": _("The person")}
