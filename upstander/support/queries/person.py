"""A request as the person sees it, opened by her code."""

from typing import Any, NamedTuple

from django.utils import timezone

from upstander.network.interface import Wordings, service_names
from upstander.support.models import Case, Consent, Referral
from upstander.support.queries.keys import Keys, content, words
from upstander.support.states import OPEN_STATES, CaseState, ReferralState


class Line(NamedTuple):
    """A message as it is read: whose it is, which team wrote it, the day, the words, its kind."""

    is_hers: bool
    who: str
    day: Any
    text: str
    is_outcome: bool
    is_new: bool


class Asked(NamedTuple):
    """A referral that waits for her word: to whom, and why."""

    referral: Referral
    name: str
    why: str


class Seen(NamedTuple):
    """All that the page of her request shows. `last`: the one team that may still open it."""

    case: Case
    lines: list[Line]
    asked: list[Asked]
    consents: list[tuple[Consent, str]]
    files: int
    story: dict[str, Any]
    is_open: bool
    is_late: bool
    last: Consent | None

    @property
    def has_news(self) -> bool:
        """Whether the team wrote something that she has not seen."""
        return any(line.is_new for line in self.lines)


def case_with(digest: str) -> Case | None:
    """The request of a return code; None where there is none, or none any more."""
    return Case.objects.select_related("team__organisation").filter(code_digest=digest).first()


def seen_by_person(case: Case, keys: Keys, wordings: Wordings) -> Seen:
    """Opened with her keys. What the team writes among itself is not in it."""
    names = _service_names(wordings)
    rows = case.referrals.filter(state=ReferralState.ASKED).select_related("to_team__organisation")
    asked = [Asked(r, _name(r, names), words(r, keys["story"])) for r in rows]
    messages = case.messages.select_related("team__organisation")
    consents = case.consents.select_related("team__organisation")
    standing = [row for row in consents if row.team and row.revoked_on is None]
    return Seen(
        case=case,
        lines=[_line(message, keys) for message in messages],
        asked=asked,
        consents=[(consent, _name(consent, names)) for consent in consents],
        files=case.attachments.count(),
        story=content(case, "story", keys),
        is_open=case.state in OPEN_STATES or case.state == CaseState.HELD,
        is_late=_is_late(case),
        last=standing[0] if len(standing) == 1 else None,
    )


def referral_of(case: Case, number: str) -> Referral | None:
    """A referral of this very request."""
    return case.referrals.filter(pk=number).select_related("to_team", "case").first()


def consent_of(case: Case, number: str) -> Consent | None:
    """A consent of this very request."""
    return case.consents.filter(pk=number).select_related("team", "referral", "case").first()


def _line(message: Any, keys: Keys) -> Line:
    is_hers = message.by_id is None
    text = words(message, keys["story"])
    is_new = not message.is_read and not is_hers
    who = str(message.team or "")
    return Line(is_hers, who, message.written_on, text, message.kind == "outcome", is_new)


def _is_late(case: Case) -> bool:
    waits = case.waits_for_team and case.state in OPEN_STATES
    return waits and case.state != CaseState.HELD and case.answer_by < timezone.localdate()


def _service_names(wordings: Wordings) -> dict[str, str]:
    return {key: str(wordings.text(f"service:{key}:name", name)) for key, name in service_names()}


def _name(row: Any, names: dict[str, str]) -> str:
    if row.service:
        return names.get(row.service, row.service)
    team = getattr(row, "to_team", None) or row.team
    return str(team.organisation.name)
