"""Announcements to try the product with."""

import pytest

from tests.announcements.made import jobs, reader, speaker
from upstander.announcements.actions.demonstration import make_demonstration_announcements
from upstander.announcements.models import Announcement, AnnouncementText
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def test_two_by_whoever_works_in_the_hub():
    by, one = speaker(), reader(0, Role.SPOKE_COORDINATOR)
    make_demonstration_announcements(["nobody@example.org", one.email, by.email])
    rows = Announcement.objects.order_by("pk").values_list("audience", "state", "made_by")
    assert list(rows) == [("everyone", "published", by.pk), ("coordinators", "published", by.pk)]
    assert (AnnouncementText.objects.get().state, jobs()) == ("machine_draft", [])


def test_none_where_nobody_does():
    make_demonstration_announcements([reader().email])
    assert Announcement.objects.count() == 0
