"""`django-admin keep_partnership_times`: run by `upstander worker` beside its jobs, each hour."""

from upstander.core.clock import HOUR, Deeds
from upstander.partnership.actions.seat import clear_old_seats


class Command(Deeds):
    """Forget the people of a committee a year after their terms."""

    every = HOUR
    deeds = (clear_old_seats,)
