"""People to try the product with: an account a role, or two, named by the role."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from upstander.accounts.interface import account_of, create_account, give_authenticator_app
from upstander.core.errors import NotAllowed
from upstander.network.actions.membership import start_membership
from upstander.network.models import Organisation
from upstander.network.queries.place import hub_today, open_spokes
from upstander.network.states import Role

AT_A_SPOKE = (Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR)
NOT_SHOWN = (Role.PARTNER,)  # without a seat in a committee there is nothing for her to see
# Reviews are given out to two, and an officer's override needs a second one.
TWICE = (Role.REVIEWER, Role.FUNDER_OFFICER)


class DemonstrationPerson(NamedTuple):
    """What one needs to sign in as a role; the secret is base 32, for a code app."""

    role: str
    email: str
    password: str
    totp_secret: str


@transaction.atomic
def make_demonstration_people(
    organisation_keys: Sequence[str] | None = None,
) -> list[DemonstrationPerson]:
    """An account for each role at the hub, and worker and coordinator at each spoke named.

    Reviewers and funder officers are two each. Without names: at the first two spokes. Passwords
    and secrets are random and told only here; whoever has an account already is left alone and
    not listed.
    """
    hub = hub_today()
    if organisation_keys is None:
        organisation_keys = [spoke.organisation.key for spoke in open_spokes()[:2]]
    spokes = list(Organisation.objects.filter(key__in=organisation_keys).order_by("name", "pk"))
    if hub is None or not spokes:
        raise NotAllowed("Load the network first: these people belong to its hub and spokes.")
    places = [
        (role, hub.organisation, n)
        for role in Role
        if role not in (*AT_A_SPOKE, *NOT_SHOWN)
        for n in ((1, 2) if role in TWICE else (1,))
    ]
    places += [(r, place, n) for n, place in enumerate(spokes, start=1) for r in AT_A_SPOKE]
    return [person for place in places if (person := _make(*place))]


def _make(role: Role, organisation: Organisation, number: int) -> DemonstrationPerson | None:
    suffix = "" if number == 1 else f"-{number}"
    email = f"{role.value.replace('_', '-')}{suffix}@demonstration.example"
    if account_of(email):
        return None
    password = secrets.token_urlsafe(12)
    label = f"{role.value.replace('_', ' ')}{suffix.replace('-', ' ')}"
    user = create_account(email, f"Demonstration {label}", password, "en")
    start_membership(user, organisation, role, by=None)
    return DemonstrationPerson(label, email, password, give_authenticator_app(user))
