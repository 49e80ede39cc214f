"""`django-admin keep_funding_times`: run by `upstander worker` beside its jobs, each minute."""

from upstander.core.clock import Deeds
from upstander.funding.actions.call import keep_call_times
from upstander.funding.actions.report import keep_reminders


class Command(Deeds):
    """Do what is due. Rules go by the dates themselves: nothing hangs on this having run."""

    deeds = (keep_call_times, keep_reminders)
