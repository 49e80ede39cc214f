"""`django-admin keep_links`: run by `upstander worker` beside its jobs, each hour."""

from upstander.core.clock import HOUR, Deeds
from upstander.learning.actions.link import keep_links


class Command(Deeds):
    """Have addresses asked again that were not asked for a day."""

    every, waits_first = HOUR, True
    deeds = (keep_links,)
