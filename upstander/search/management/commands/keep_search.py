"""`django-admin keep_search`: run by `upstander worker` beside its jobs, each hour.

What the day alone changes, such as the end of a spoke's term, makes no entry in the log. Once a
day the index is made anew: what was taken back is then in none of its files any more.
"""

import logging
from datetime import datetime

from upstander.core.clock import HOUR, Clock
from upstander.search.tasks import rebuild, refresh

LOG = logging.getLogger(__name__)
A_DAY = 24  # turns


class Command(Clock):
    """Read every source; write what differs; make an index where there is none."""

    every, waits_first = HOUR, True
    turns = 0

    def turn(self, now: datetime) -> None:
        """Once a day all of it."""
        self.turns += 1
        try:
            if self.turns % A_DAY:
                refresh()
            else:
                rebuild()
        except Exception as error:  # noqa: BLE001 - the next turn makes up for it
            LOG.error("The search could not be refreshed: %s", type(error).__name__)
