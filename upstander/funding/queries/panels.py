"""What makes a panel of the home of funding: each noun its own."""

from collections.abc import Callable
from datetime import datetime

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row

__all__ = ["MakePanel", "Panel", "Row"]

MakePanel = Callable[[User, datetime], Panel | None]
