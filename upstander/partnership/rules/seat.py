"""Who may sit in a committee, and for whom she speaks."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.partnership.models import Partner, Seat
from upstander.partnership.rules.partner import is_over, same_name


def may_sit(seat: Seat, others: Collection[Seat]) -> None:
    """A person sits in a committee once in each role; `others` have not ended."""
    known = {(same_name(other.name), other.role) for other in others}
    if (same_name(seat.name), seat.role) in known:
        raise NotAllowed(
            _("This person is in the committee already. Change the entry in the list.")
        )


def may_speak_for(seat: Seat, partner: Partner | None, today: date) -> None:
    """For a partner of this committee's organisation whose partnership has not ended."""
    if partner is None:
        return
    if partner.organisation_id != seat.organisation_id or is_over(partner, today):
        raise NotAllowed(_("Choose one of your partners of today, or nobody."))


def may_have_account(user_id: int | None, colleagues: Collection[int]) -> None:
    """Only an account of someone who belongs to the organisation."""
    if user_id is not None and user_id not in colleagues:
        raise NotAllowed(_("Choose an account of someone in your organisation, or none."))
