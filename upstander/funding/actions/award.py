"""An award is offered: the amount that was decided, for communities that are free."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.funding.models import Application, Award, AwardCommunity, Call, Instalment
from upstander.funding.queries.award import around_application
from upstander.funding.rules.award import is_above_ceiling, may_offer, may_override
from upstander.funding.states import AwardState, PaidAfter, PartnerState
from upstander.network.interface import is_officer, memberships_of


def offer_award(  # noqa: PLR0913 - each is given by its name
    application: Application,
    amount: Decimal,
    *,
    by: User,
    override: str = "",
    first: User | None = None,
    second: User | None = None,
) -> Award:
    """Offer an application `amount`, in the currency of its call, to the cent.

    It holds the communities for the year of the call, and takes along the partners that have
    confirmed. Above the ceiling of the kind of award, `override` says why that does not hold here,
    `first` (or else `by`) wrote it, and `second` is the officer who agreed. Raises NotAllowed
    where the call, its budget, the envelope of the region, a community or the organisation does
    not allow it.
    """
    try:
        with transaction.atomic():
            return _offered(application, amount, override, by=by, pair=(first or by, second))
    except IntegrityError as error:
        # Another call awarded one of the communities, or the organisation, at the same moment.
        raise NotAllowed(
            _("The organisation or a community has an award for that year already.")
        ) from error


def _offered(
    application: Application,
    amount: Decimal,
    override: str,
    *,
    by: User,
    pair: tuple[User, User | None],
) -> Award:
    if not is_officer(memberships_of(by)):
        raise NotAllowed(_("Only an officer of the funder can decide about money."))
    call = Call.objects.select_for_update(no_key=True).get(pk=application.call_id)
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    application = locked.select_related("kind", "organisation").get(pk=application.pk)
    application.call = call
    communities = list(application.communities.select_related("region"))
    around = around_application(application, communities)
    may_offer(application, amount, around)
    is_above = is_above_ceiling(amount, around)
    first, second = pair
    if is_above:
        may_override(override, first, second, memberships_of(second) if second else ())
    award = _award(application, amount, override.strip() if is_above else "")
    for community in communities:
        AwardCommunity.objects.create(award=award, community=community, year=call.year)
    confirmed = application.partners.filter(state=PartnerState.CONFIRMED)
    award.partners.set([partner.organisation_id for partner in confirmed])
    first_instalment(award)
    facts: dict[str, Any] = {
        "amount": str(amount),
        "call": call.key,
        "application": str(application.pk),
    }
    facts |= {"override": True, "second": second.pk} if is_above and second else {}
    note("award.offered", award, by, **facts)
    return award


def _award(application: Application, amount: Decimal, override: str) -> Award:
    call, today = application.call, timezone.localdate()
    return Award.objects.create(
        reference=_free_reference(call),
        call=call,
        organisation=application.organisation,
        application=application,
        kind=application.kind,  # type: ignore[misc] # may_offer refuses one without
        state=AwardState.OFFERED,
        year=call.year,
        title=application.title or call.title,
        description=application.summary,
        amount=amount,
        awarded_on=today,
        starts_on=call.starts_on,
        ends_on=call.ends_on,
        override=override,
        changed_on=today,
    )


def _free_reference(call: Call) -> str:
    """The key of the call and a number; the call is locked, so that nobody takes the same."""
    taken = set(call.awards.values_list("reference", flat=True))
    numbers = range(len(taken) + 1, 2 * len(taken) + 2)
    return next(name for n in numbers if (name := f"{call.key}-{n:03d}") not in taken)


def first_instalment(award: Award) -> Instalment:
    """Before anything is planned, the whole amount is one instalment: the sums always agree."""
    return Instalment.objects.create(
        award=award,
        number=1,
        amount=award.amount,
        due_on=first_day(award),
        paid_after=PaidAfter.AGREEMENT,
    )


def first_day(award: Award) -> date:
    """The first day on which an award can be paid."""
    return max(award.starts_on or award.awarded_on, award.awarded_on)


def note(verb: str, award: Award, by: User, **facts: Any) -> None:
    """An entry of the log about an award."""
    record(verb, by=f"user:{by.pk}", of=f"award:{award.reference}", facts=facts)
