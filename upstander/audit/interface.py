"""What other contexts may use of the chained log."""

from upstander.audit.actions import listen, record
from upstander.audit.queries import Fault, entries_of, faults

__all__ = ["Fault", "entries_of", "faults", "listen", "record"]
