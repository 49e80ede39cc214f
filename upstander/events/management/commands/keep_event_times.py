"""`django-admin keep_event_times`: run by `upstander worker` beside its jobs, every ten minutes."""

from upstander.core.clock import TEN_MINUTES, Deeds
from upstander.events.actions.registration import forget_people, remind


class Command(Deeds):
    """Remind who has a place of a day that is near; forget what people wrote of themselves."""

    every = TEN_MINUTES
    deeds = (remind, forget_people)
