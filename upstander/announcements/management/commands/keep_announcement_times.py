"""`django-admin keep_announcement_times`: run by `upstander worker`, each minute."""

from upstander.announcements.actions.digest import keep_digests
from upstander.announcements.actions.reading import forget_readings
from upstander.core.clock import Deeds


class Command(Deeds):
    """Letters with what is new go out, and who has read what is forgotten after a year."""

    deeds = (keep_digests, forget_readings)
