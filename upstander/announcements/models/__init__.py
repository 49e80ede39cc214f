"""What the hub says, in which languages, who has read it, and how letters go; split by noun."""

from upstander.announcements.models.announcement import Announcement, AnnouncementText
from upstander.announcements.models.reading import DigestChoice, Reading

__all__ = [
    "Announcement",
    "AnnouncementText",
    "DigestChoice",
    "Reading",
]
