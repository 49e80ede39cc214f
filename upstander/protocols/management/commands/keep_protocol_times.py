"""`django-admin keep_protocol_times`: run by `upstander worker` beside its jobs, each hour."""

from upstander.core.clock import HOUR, Deeds
from upstander.protocols.actions.contact import clear_old_contacts


class Command(Deeds):
    """Forget whom to call by a version a year after it is over."""

    every = HOUR
    deeds = (clear_old_contacts,)
