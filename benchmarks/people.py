"""Who the benchmarks of support are about: made once, by their real verbs."""

from upstander.accounts.interface import User, create_account, give_authenticator_app
from upstander.network.interface import hub_today, start_membership
from upstander.network.states import Role
from upstander.support.actions.team import set_up_team
from upstander.support.models import Team

PASSWORD = "four plain random words"  # noqa: S105 - of nobody


def coordinator() -> User:
    """The hub's coordinator, whose team can receive."""
    hub = hub_today()
    if hub is None:
        raise ValueError("the pack names no hub")
    user = _person("coordinator@hub.example")
    if not Team.objects.filter(organisation=hub.organisation).exists():
        start_membership(user, hub.organisation, Role.HUB_COORDINATOR, by=None)
        give_authenticator_app(user)
        set_up_team(hub.organisation, by=user)
    return user


def other() -> User:
    """Someone else, who has requests too."""
    return _person("someone@else.example")


def _person(email: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or create_account(email, "Someone", PASSWORD, "en")
