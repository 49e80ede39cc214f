from datetime import time, timedelta

import pytest
from django.utils import timezone, translation

from tests.accounts.people import member, spoke
from tests.events.event_made import (
    a_draft,
    an_event,
    day_of,
    is_over,
    letters,
    registered,
    values,
    worker,
)
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.events.actions.attendance import Came, note_attendance
from upstander.events.actions.event import (
    add_occurrence,
    cancel_event,
    cancel_occurrence,
    change_event,
    make_event,
    move_occurrence,
    publish_event,
    write_words,
)
from upstander.events.actions.registration import remind
from upstander.events.models import Occurrence
from upstander.events.queries.event import next_days, title_of
from upstander.network.interface import Text
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _entries(event):
    rows = Entry.objects.filter(of=f"event:{event.pk}").order_by("sequence")
    return list(rows.values_list("verb", flat=True))


def test_a_plan_is_made_public_and_each_step_is_in_the_log():
    by = worker()
    event = a_draft(by)
    assert list(next_days(timezone.now())) == []
    publish_event(event, by=by)
    assert [row.event for row in next_days(timezone.now())] == [event]
    assert _entries(event) == ["event.made", "event.published"]
    with pytest.raises(NotAllowed, match="already been dealt with"):
        publish_event(event, by=by)


def test_addresses_are_made_of_titles_and_never_twice():
    by = worker()
    day = timezone.localdate() + timedelta(days=7)
    found = [a_draft(by, title=title).key for title in ("Open evening", "Open evening", "开放之夜")]
    assert found == [f"open-evening-{day}", f"open-evening-{day}-2", f"event-{day}"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": "", "link": ""}, "Write where"),
        ({"first_day": timezone.localdate() - timedelta(days=2)}, "last day is over"),
    ],
)
def test_what_is_not_whole_is_not_published(changes, said):
    by = worker()
    event = a_draft(by, **changes)
    with pytest.raises(NotAllowed, match=said):
        publish_event(event, by=by)
    event.refresh_from_db()
    assert event.state == "draft"


def test_only_people_of_the_organisation_plan_and_change():
    by, other = worker(), worker(1)
    reviewer = member(Role.REVIEWER, spoke())
    event = an_event(by)
    day = day_of(event)
    for someone in (other, reviewer):
        for deed in (
            lambda: make_event(spoke(), values(), by=someone),  # noqa: B023 - called at once
            lambda: change_event(event, values(), seen=event.version, by=someone),  # noqa: B023
            lambda: cancel_event(event, "", by=someone),  # noqa: B023
            lambda: cancel_occurrence(day, by=someone),  # noqa: B023
            lambda: note_attendance(day, Came([], 1, False), seen=0, by=someone),  # noqa: B023
            lambda: write_words(event, "fr", {"title": "x", "about": ""}, seen=0, by=someone),  # noqa: B023
        ):
            with pytest.raises(NotAllowed, match="Only people who work in this organisation"):
                deed()
    assert _entries(event) == ["event.made", "event.published"]


def test_a_change_made_on_an_old_page_is_refused():
    by = worker()
    event = a_draft(by)
    change_event(event, values(title="Other"), seen=0, by=by)
    with pytest.raises(NotAllowed, match="Someone changed this"):
        change_event(event, values(title="Third"), seen=0, by=by)
    event.refresh_from_db()
    assert event.title == "Other"


def test_the_days_of_a_draft_follow_its_plan_and_those_of_a_published_event_stay():
    by = worker()
    event = a_draft(by)
    weekly = values(repeats="weekly", until=values()["first_day"] + timedelta(weeks=3))
    change_event(event, weekly, seen=0, by=by)
    assert event.occurrences.count() == 4
    publish_event(event, by=by)
    change_event(event, values(title="Longer"), seen=1, by=by)
    event.refresh_from_db()
    assert (event.occurrences.count(), event.title, event.repeats) == (4, "Longer", "weekly")


def test_a_cancelled_event_tells_everyone_why(django_capture_on_commit_callbacks):
    by = worker()
    event = an_event(by, repeats="weekly", until=values()["first_day"] + timedelta(weeks=1))
    registered(day_of(event), mail="a@example.org")
    registered(day_of(event, 1), mail="b@example.org")
    letters()
    with django_capture_on_commit_callbacks(execute=True):
        cancel_event(event, "The hall has no heating.", by=by)
    told = letters()
    assert [(to, subject) for to, subject, _ in told] == [
        ("a@example.org", "An event is cancelled"),
        ("b@example.org", "An event is cancelled"),
    ]
    assert all("no heating" in words for *_, words in told)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        cancel_event(event, "", by=by)


def test_one_day_is_moved_and_who_registered_is_told(django_capture_on_commit_callbacks):
    by = worker()
    event = an_event(by)
    day = day_of(event)
    registered(day, mail="a@example.org")
    letters()
    later = day.starts_at + timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        move_occurrence(day, later, later + timedelta(hours=1), seen=0, by=by)
    assert [(to, subject) for to, subject, _ in letters()] == [
        ("a@example.org", "An event has a new time")
    ]
    with pytest.raises(NotAllowed, match="Someone changed this"):
        move_occurrence(day, later, later + timedelta(hours=2), seen=0, by=by)
    past = timezone.now() - timedelta(hours=1)
    with pytest.raises(NotAllowed, match="over already"):
        move_occurrence(day, past, past + timedelta(hours=2), seen=1, by=by)
    day.refresh_from_db()
    assert (day.starts_at, day.sequence) == (later, 1)


def test_a_day_is_added_once():
    by = worker()
    event = an_event(by)
    day = day_of(event)
    with pytest.raises(NotAllowed, match="at that time already"):
        add_occurrence(event, day.starts_at, day.ends_at, by=by)
    later = day.starts_at + timedelta(days=3)
    add_occurrence(event, later, later + timedelta(hours=1), by=by)
    assert event.occurrences.count() == 2


def test_attendance_is_noted_after_the_day_and_counts_who_was_ticked():
    by = worker()
    day = day_of(an_event(by))
    rows = [registered(day), registered(day)]
    with pytest.raises(NotAllowed, match="still to come"):
        note_attendance(day, Came([], 2, False), seen=0, by=by)
    is_over(day)
    note_attendance(day, Came([str(rows[0].pk), "no-key"], None, False), seen=0, by=by)
    day.refresh_from_db()
    there = list(day.registrations.order_by("turn").values_list("was_there", flat=True))
    assert (day.attendance, there) == (1, [True, False])
    with pytest.raises(NotAllowed, match="ticked more people"):
        note_attendance(day, Came([str(r.pk) for r in rows], 1, False), seen=1, by=by)
    with pytest.raises(NotAllowed, match="Someone changed this"):
        note_attendance(day, Came([], 9, True), seen=0, by=by)


def test_words_in_another_language_are_written_and_taken_out():
    by = worker()
    event = an_event(by)
    write_words(event, "ar", {"title": "أمسية مفتوحة", "about": "تعالوا."}, seen=0, by=by)
    event.refresh_from_db()
    assert (event.title_in, event.about_in) == ({"ar": "أمسية مفتوحة"}, {"ar": "تعالوا."})
    assert day_of(event).sequence == 1
    write_words(event, "ar", {"title": "", "about": "تعالوا."}, seen=1, by=by)
    event.refresh_from_db()
    assert (event.title_in, event.about_in) == ({}, {})


def test_hours_past_midnight_are_one_evening():
    event = a_draft(worker(), starts=time(22), ends=time(1))
    day = day_of(event)
    assert day.ends_at - day.starts_at == timedelta(hours=3)


def _under_way(day):
    now = timezone.now()
    rows = Occurrence.objects.filter(pk=day.pk)
    rows.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    return rows.get()


def test_a_day_that_was_noted_while_it_ran_stays_when_the_rest_is_cancelled():
    by = worker()
    event = an_event(by, repeats="weekly", until=values()["first_day"] + timedelta(weeks=1))
    day = _under_way(day_of(event))
    note_attendance(day, Came([], 9, False), seen=0, by=by)
    later = timezone.now() + timedelta(days=2)
    for deed in (
        lambda: cancel_occurrence(day, by=by),
        lambda: move_occurrence(day, later, later + timedelta(hours=1), seen=1, by=by),
    ):
        with pytest.raises(NotAllowed, match="It stays as it is"):
            deed()
    cancel_event(event, "", by=by)
    rows = event.occurrences.order_by("starts_at")
    assert list(rows.values_list("is_cancelled", "attendance")) == [(False, 9), (True, None)]


def test_a_time_that_was_cancelled_by_mistake_is_added_again():
    by = worker()
    event = an_event(by)
    day = day_of(event)
    cancel_occurrence(day, by=by)
    add_occurrence(event, day.starts_at, day.ends_at, by=by)
    rows = event.occurrences.order_by("pk")
    assert list(rows.values_list("is_cancelled", flat=True)) == [True, False]
    with pytest.raises(NotAllowed, match="at that time already"):
        add_occurrence(event, day.starts_at, day.ends_at, by=by)


def test_a_cancelled_day_binds_nothing_and_stays_as_it_was_told():
    by = worker()
    event = an_event(by, repeats="weekly", until=values()["first_day"] + timedelta(weeks=1))
    day = day_of(event)
    registered(day)
    registered(day)
    cancel_occurrence(day, by=by)
    change_event(event, values(places=1), seen=0, by=by)
    change_event(event, values(places=None, needs_registration=False), seen=1, by=by)
    rows = event.occurrences.order_by("starts_at")
    assert list(rows.values_list("sequence", flat=True)) == [1, 2]


def test_a_letter_that_waits_while_its_day_is_cancelled_is_not_sent(
    django_capture_on_commit_callbacks,
):
    by = worker()
    day = day_of(an_event(by))
    with django_capture_on_commit_callbacks(execute=True):
        registered(day, mail="a@example.org")
        remind(day.starts_at - timedelta(hours=1))
        cancel_occurrence(day, by=by)
    assert [subject for _, subject, _ in letters()] == ["An event is cancelled"]


def test_a_day_that_is_added_to_a_draft_is_refused_for_it_would_be_lost():
    by = worker()
    event = a_draft(by)
    later = timezone.now() + timedelta(days=9)
    with pytest.raises(NotAllowed, match="Change the plan of the event itself"):
        add_occurrence(event, later, later + timedelta(hours=1), by=by)
    assert event.occurrences.count() == 1


def test_words_made_from_older_ones_are_not_shown_until_they_are_renewed():
    by = worker()
    event = an_event(by)
    write_words(event, "ar", {"title": "أمسية مفتوحة", "about": "تعالوا."}, seen=0, by=by)
    event.refresh_from_db()
    kept = {"title_in": event.title_in, "about_in": event.about_in}
    changed = values(title="Open evening, in the library", **kept)
    change_event(event, changed, seen=1, by=by)
    event.refresh_from_db()
    with translation.override("ar"):
        assert title_of(event) == Text("Open evening, in the library", "en")
    write_words(event, "ar", {"title": "أمسية في المكتبة", "about": ""}, seen=2, by=by)
    event.refresh_from_db()
    with translation.override("ar"):
        assert title_of(event) == Text("أمسية في المكتبة", "ar")


def test_who_registered_is_told_of_another_place_or_link(django_capture_on_commit_callbacks):
    by = worker()
    event = an_event(by, places=1, repeats="weekly", until=timezone.localdate() + timedelta(14))
    registered(day_of(event), mail="a@example.org")
    registered(day_of(event), mail="waits@example.org")
    registered(day_of(event, 1), mail="b@example.org")
    over = is_over(day_of(event, 1))
    letters()

    def told(places: int = 1, **changes) -> list[tuple[str, str]]:
        event.refresh_from_db()
        said = {**values(places=places, **changes), "language": "en"}
        with django_capture_on_commit_callbacks(execute=True):
            change_event(event, said, seen=event.version, by=by)
        return [(to, subject) for to, subject, _ in letters()]

    both = [(f"{to}@example.org", "An event has a new place") for to in ("a", "waits")]
    assert told(title="Another title") == []
    assert told(place="Library") == both
    assert told(place="Library", link="https://call.example/1") == both
    assert told(place="Library", link="https://call.example/1", about="Bring tea.") == []
    free = [both[0], ("waits@example.org", "You have a place")]
    assert sorted(told(places=2, place="Town hall")) == free
    assert over.ends_at < timezone.now()
    draft = a_draft(by)
    change_event(draft, values(place="Library"), seen=draft.version, by=by)
    assert letters() == []
