"""An award is shared out among the projects that it pays for."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.interface import projects_of
from upstander.core.errors import NotAllowed
from upstander.funding.actions.award import note
from upstander.funding.models import Award, ProjectMoney
from upstander.funding.queries.award import locked_award
from upstander.funding.queries.project_money import stamp_of
from upstander.funding.rules.project_money import may_share, within_award
from upstander.network.interface import memberships_of


@transaction.atomic
def share_award(award: Award, amounts: Mapping[int, Decimal], *, seen: str, by: User) -> None:
    """Each project gets its amount, by its number; whoever is not named gets none.

    `seen` is the stamp of the page. NotAllowed where they make more than the award together.
    """
    award = locked_award(award.pk)
    may_share(list(memberships_of(by)), award)
    if seen != stamp_of(award):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    own = projects_of(award.organisation).filter(currency=award.call.currency)
    within_award(amounts, list(own.values_list("pk", flat=True)), award)
    award.project_money.exclude(project__in=amounts).delete()
    for project, amount in amounts.items():
        ProjectMoney.objects.update_or_create(
            award=award, project_id=project, defaults={"amount": amount}
        )
    facts = {str(project): str(amount) for project, amount in sorted(amounts.items())}
    note("award.shared_out", award, by, projects=facts)
