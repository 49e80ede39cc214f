"""To whom letters are due takes the same number of questions for three people or thirty."""

import pytest
from django.utils import timezone

from tests.accounts.people import person, spoke
from tests.announcements.made import published, speaker
from upstander.announcements.actions.reading import keep_choices
from upstander.announcements.models import DigestChoice
from upstander.announcements.queries.audience import Reach
from upstander.announcements.queries.digest import due_letters, strangers
from upstander.network.interface import start_membership
from upstander.network.states import Role


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 30])
def test_due_letters(number, django_assert_num_queries):
    by, now = speaker(), timezone.now()
    for n in range(number):
        user = person(f"p{n}@example.org")
        start_membership(user, spoke(), Role.SPOKE_WORKER, by=None)
        published(by, title=f"T{n}")
    assert len(strangers(Reach())) == number + 1
    keep_choices(strangers(Reach()), now)
    DigestChoice.objects.update(rhythm="daily", period_on="2020-05-04")
    with django_assert_num_queries(5):
        due = due_letters(Reach(), now.replace(hour=20), timezone.now())
    assert [one.choice.user for one in due if not one.has_news] == [by]
    assert len(due) == number + 1
