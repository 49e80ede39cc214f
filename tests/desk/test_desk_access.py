"""The desks of the hub at work, in every language, narrow and wide: no barrier for axe."""

import pytest

from tests.accounts.people import hub, member
from tests.events.event_made import an_event, day_of, registered
from tests.learning.cohort_made import an_open_cohort
from tests.learning.library_made import a_resource
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.core.languages import table
from upstander.network.interface import start_membership
from upstander.network.states import Role


@pytest.mark.parametrize("language", table())
def test_no_desk_of_the_hub_has_a_barrier(page, language):
    by = member(Role.HUB_COORDINATOR, hub(), "all@example.org")
    for role in (Role.EDITOR, Role.TRAINER):
        start_membership(by, hub(), role, by=None)
    by.language = language
    by.save()
    paths, wrong = _planted(by), {}
    enter(page, by)
    for path in paths:
        page.goto(f"/desk/{path}")
        wrong |= look(page, path)
    assert wrong == {}


def _planted(by) -> list[str]:
    event = an_event(by, hub(), places=1)
    day = day_of(event)
    for name in ("Noor", "Sam"):
        registered(day, name=name, access="A ramp", interpreting="ar")
    cohort = an_open_cohort(by)
    a_resource()
    return [
        "", "events/", "events/new/", f"events/{event.pk}/", f"events/{event.pk}/words/fr/",
        f"events/{event.pk}/days/{day.pk}/", f"events/{event.pk}/cancel/", "announcements/",
        "announcements/hub/", "announcements/letters/", "editing/", "editing/translators/",
        "editing/content/resource/tea/", "editing/in/fr/resource/tea/", "editing/exchange/",
        "editing/glossary/", "learning/", "learning/resources/", f"learning/trainings/{cohort.pk}/",
    ]  # fmt: skip
