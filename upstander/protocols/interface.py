"""What other contexts may use of response protocols."""

from upstander.protocols.queries.panels import protocols_panel

__all__ = ["protocols_panel"]
