"""Applications as they may be seen, and what is known of one."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from upstander.accounts.interface import User
from upstander.funding.models import (
    Application,
    Award,
    AwardCommunity,
    Call,
    LateException,
    Partner,
)
from upstander.funding.queries.conflict import conflicts
from upstander.funding.rules.eligibility import Facts, Fault, faults
from upstander.funding.states import (
    FREED_AWARD_STATES,
    ApplicationState,
    CallState,
    PartnerState,
)
from upstander.network.interface import (
    SIGNING_ROLES,
    WRITING_ROLES,
    communities,
    is_officer,
    memberships_of,
    neighbours_of,
    organisations,
    people_everywhere,
    people_in,
)

READ_BY_FUNDER = (ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE)


def _rows() -> QuerySet[Application]:
    return Application.objects.select_related("call", "organisation", "kind")


def applications_of(user: User) -> QuerySet[Application]:
    """Those that she may write in: of her organisations, and where she is a collaborator."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES]
    # A collaborator is let in as long as she belongs somewhere.
    invited = Q(collaborators__user=user) if _belongs(user) else Q(pk__in=[])
    return _rows().filter(Q(organisation__in=mine) | invited).distinct()


def _belongs(user: User) -> bool:
    return any(m.role in WRITING_ROLES for m in memberships_of(user))


def applications_readable_by(user: User) -> QuerySet[Application]:
    """Those she may write in, and for the funder all that were sent but where she is too near."""
    own = applications_of(user)
    if not is_officer(memberships_of(user)):
        return own
    sent = received_by(user, _rows().filter(state__in=READ_BY_FUNDER))
    return _rows().filter(Q(pk__in=own.values("pk")) | Q(pk__in=[row.pk for row in sent]))


def received_by(user: User, sent: QuerySet[Application]) -> list[Application]:
    """Of these, those to which an officer stands in no conflict."""
    rows = list(sent)
    near = conflicts(rows, [user.pk])
    return [row for row in rows if (user.pk, row.pk) not in near]


def partnerships_of(user: User) -> QuerySet[Partner]:
    """Where an organisation that she speaks for was asked to be a partner."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in SIGNING_ROLES]
    rows = Partner.objects.filter(organisation__in=mine).exclude(state=PartnerState.NAMED)
    return rows.exclude(application__state=ApplicationState.WITHDRAWN).select_related(
        "organisation", "application__organisation", "application__call", "application__kind"
    )


def applicants_of(user: User) -> list[Any]:
    """The organisations for which she may apply, by name."""
    rows = [m for m in memberships_of(user) if m.role in WRITING_ROLES]
    own = {m.organisation_id: m.organisation for m in rows}
    return sorted(own.values(), key=lambda organisation: organisation.name)


def calls_open_to(user: User, now: datetime) -> list[Call]:
    """The calls for which one of her organisations can still apply."""
    late = LateException.objects.filter(organisation__in=applicants_of(user), until__gt=now)
    is_open = Q(state=CallState.OPEN) & (Q(closes_at=None) | Q(closes_at__gt=now))
    is_late = Q(state__in=[CallState.OPEN, CallState.CLOSED], pk__in=late.values("call"))
    return list(Call.objects.filter(is_open | is_late)) if applicants_of(user) else []


def calls_to_except(user: User) -> QuerySet[Call]:
    """The calls of which someone of the funder may let an organisation apply later."""
    rows = Call.objects.filter(state__in=[CallState.OPEN, CallState.CLOSED])
    return rows if is_officer(memberships_of(user)) else rows.none()


def late_until(application: Application) -> datetime | None:
    """Until when the organisation may apply although the call is closed."""
    return late_until_of(application.call, application.organisation)


def late_until_of(call: Call, organisation: Any) -> datetime | None:
    """Until when an organisation may apply although the call is closed."""
    rows = LateException.objects.filter(call=call, organisation=organisation)
    return rows.values_list("until", flat=True).first()


def is_collaborator(user: User, application: Application) -> bool:
    """Whether she was let in to write in it, and still belongs somewhere."""
    return application.collaborators.filter(user=user).exists() and _belongs(user)


def partners_to_name(application: Application) -> QuerySet[Any]:
    """The organisations of the network that are no partner yet."""
    rows = organisations().exclude(pk=application.organisation_id)
    return rows.exclude(pk__in=application.partners.values("organisation"))


def without_signer(partners: Iterable[Partner]) -> list[Partner]:
    """Those that have still to answer, and in which nobody can."""
    able = {organisation for organisation, _user in people_everywhere(SIGNING_ROLES)}
    settled = (PartnerState.CONFIRMED, PartnerState.DECLINED)
    return [p for p in partners if p.state not in settled and p.organisation_id not in able]


def people_to_invite(application: Application) -> list[User]:
    """The people of its partners who are no collaborators yet, by name."""
    have = set(application.collaborators.values_list("user", flat=True))
    rows = application.partners.exclude(state=PartnerState.DECLINED)
    found = {
        membership.user_id: membership.user
        for organisation in rows.values_list("organisation", flat=True)
        for membership in people_in(organisation, WRITING_ROLES)
    }
    return sorted(
        (user for pk, user in found.items() if pk not in have), key=lambda user: user.name
    )


def places_of(application: Application) -> list[Any]:
    """Its communities by name, with their region."""
    return list(communities().filter(applications=application).order_by("name", "pk"))


def facts_of(application: Application) -> Facts:
    """All that the conditions are asked of."""
    call, places = application.call, places_of(application)
    questions = list(call.questions.all())
    answers = dict(application.answers.values_list("question", "value"))
    files = Counter(application.files.values_list("question", flat=True))
    return Facts(
        application=application,
        call=call,
        communities=places,
        neighbours=neighbours_of(places),
        taken=_taken(application, places),
        has_award=_has_award(application),
        partners=list(application.partners.select_related("organisation")),
        activities=list(application.activities.all()),
        lines=list(application.lines.all()),
        costs=list(call.costs.all()),
        questions=questions,
        answers=answers,
        files=files,
    )


def _taken(application: Application, places: Sequence[Any]) -> frozenset[int]:
    rows = AwardCommunity.objects.filter(
        community__in=places, year=application.call.year, is_held=True
    ).exclude(award__application=application.pk)
    return frozenset(rows.values_list("community", flat=True))


def _has_award(application: Application) -> bool:
    rows = Award.objects.filter(organisation=application.organisation, year=application.call.year)
    rows = rows.exclude(state__in=FREED_AWARD_STATES)
    return any(pk != application.pk for pk in rows.values_list("application", flat=True))


def faults_of_application(application: Application) -> list[Fault]:
    """What is missing or wrong in it."""
    return faults(facts_of(application))


def content_of(application: Application, section: str) -> Any:
    """What is kept of a section, as plain data."""
    if section == "who":
        places = sorted(application.communities.values_list("key", flat=True))
        return [application.kind_id, places, application.title, application.summary]
    if section == "course":
        fields = ("text", "priority", "starts_on", "ends_on", "outcome")
        return [application.priorities, *map(list, application.activities.values_list(*fields))]
    if section == "budget":
        lines = application.lines.values_list("cost", "text", "amount")
        return [application.asked, application.least, *map(list, lines)]
    return [list(row) for row in application.answers.values_list("question", "value")]


def version_of_section(application: Application, section: str) -> str:
    """Names what is kept of a section: a page that was drawn from it knows whether it changed."""
    plain = json.dumps(content_of(application, section), default=str, sort_keys=True)
    return sha256(plain.encode()).hexdigest()[:24]


def version_of_partner(partner: Partner) -> str:
    """Names what was agreed with a partner."""
    plain = json.dumps([partner.role, partner.agreement, str(partner.share)])
    return sha256(plain.encode()).hexdigest()[:24]


def locked_application(pk: Any) -> Application:
    """The row, held until the transaction ends."""
    rows = Application.objects.select_for_update(no_key=True)
    return rows.get(pk=pk)


def next_reference(call: Call) -> str:
    """The next number of a call's year; to be asked for with the call's row held."""
    begin = f"{call.year}-"
    rows = Application.objects.filter(reference__startswith=begin)
    numbers = [int(text[len(begin) :]) for text in rows.values_list("reference", flat=True)]
    return f"{begin}{max(numbers, default=0) + 1:04d}"
