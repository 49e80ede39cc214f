"""`django-admin keep_publishing`: run by `upstander worker` beside its jobs, each minute."""

import logging
from datetime import datetime

from django.core.management import call_command

from upstander.core.clock import Clock

LOG = logging.getLogger(__name__)


class Command(Clock):
    """Publish what was to appear by now, and take away what was to go."""

    def turn(self, now: datetime) -> None:
        """As Wagtail does it."""
        try:
            call_command("publish_scheduled", verbosity=0)
        except Exception as error:  # noqa: BLE001 - the next turn makes up for it
            LOG.error("What is due could not be published: %s", type(error).__name__)
