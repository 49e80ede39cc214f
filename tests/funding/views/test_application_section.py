"""The parts of an application: nothing that is typed is lost, every refusal is a sentence."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.accounts.people import spoke
from tests.funding.application_made import (
    a_partner,
    coordinator_of,
)
from tests.funding.application_pages import budget, course, page, questions, sign_in, text_of, who
from upstander.funding.models import Application, Call
from upstander.funding.queries.application import version_of_section
from upstander.funding.states import ApplicationState, PartnerState
from upstander.network.models import Community

pytestmark = pytest.mark.django_db


def test_a_draft_may_be_empty(writer, ours):
    data = {"_seen": version_of_section(ours, "who"), "kind": "", "title": "", "summary": ""}
    assert writer.post(page(ours, "who/"), data).status_code == 302
    ours.refresh_from_db()
    assert (ours.kind, ours.title, ours.communities.count()) == (None, "", 0)


def test_save_and_go_on_leads_to_the_next_part(writer, ours):
    response = writer.post(page(ours, "who/"), who(ours, do="on"))
    assert response.headers["Location"] == page(ours, "partners/#main")


def test_what_lacks_here_or_is_wrong_elsewhere_keeps_nobody_from_going_on(writer, ours):
    writer.post(page(ours, "budget/"), budget(ours, asked="8,000"))
    response = writer.post(page(ours, "who/"), who(ours, title="", do="on"))
    assert response.headers["Location"] == page(ours, "partners/#main")


@pytest.mark.parametrize(("do", "place"), [
    ("priority-up-1", "priority"), ("activity-remove-0", "activity"), ("", "main"),
    ("other", "main"), ("some-other", "main"),
])  # fmt: skip
def test_after_a_move_the_page_stands_at_the_rows(writer, ours, do, place):
    response = writer.post(page(ours, "course/"), course(ours, do=do))
    assert response.headers["Location"] == page(ours, f"course/#{place}")


def test_title_and_summary_say_that_they_are_published(writer, ours):
    shown = text_of(writer.get(page(ours, "who/")))
    assert shown.count("This is published if you get an award.") == 2


def test_both_ceilings_stand_side_by_side(writer, ours):
    places = ["fort-st-john", "dawson-creek", "taylor"]
    ours.communities.set(Community.objects.filter(key__in=places))
    shown = text_of(writer.get(page(ours, "who/")))
    assert "up to <bdi>$22,500</bdi>" in shown
    assert "up to <bdi>$15,000</bdi>" in shown


def test_amount_over_the_ceiling_is_kept_and_said(writer, ours):
    response = writer.post(page(ours, "budget/"), budget(ours, asked="8,000"), follow=True)
    ours.refresh_from_db()
    assert ours.asked == Decimal("8000.00")
    assert "gives \u2068$7,500\u2069 at most" in text_of(response)


def test_what_is_wrong_after_a_save_stands_open(writer, ours):
    shown = text_of(writer.post(page(ours, "budget/"), budget(ours, asked="8,000"), follow=True))
    assert "Please put this right" in shown
    assert "missing here" not in shown
    data = course(ours, **{"activity-0-starts_on": "1999-01-01"})
    shown = text_of(writer.post(page(ours, "course/"), data, follow=True))
    assert "Please put this right" in shown
    assert "is outside the days that this call pays for" in shown


def test_what_is_missing_is_not_called_wrong(writer, ours):
    ours.activities.all().delete()
    shown = text_of(writer.get(page(ours, "course/")))
    assert "1 thing is missing here" in shown
    assert "Please put this right" not in shown


def test_going_on_stays_once_where_something_is_wrong(writer, ours):
    wrong = {"asked": "8,000", "line-0-amount": "8000", "do": "on"}
    first = writer.post(page(ours, "budget/"), budget(ours, **wrong))
    assert first.headers["Location"] == page(ours, "budget/#main")
    assert 'name="_told" value="asked-within-ceiling "' in text_of(
        writer.get(page(ours, "budget/"))
    )
    data = budget(ours, **wrong, _told="asked-within-ceiling ")
    second = writer.post(page(ours, "budget/"), data)
    assert second.headers["Location"] == page(ours, "questions/#main")


def test_no_ceiling_is_offered_across_two_regions(writer, ours):
    ours.communities.set(Community.objects.filter(key__in=["fort-st-john", "victoria"]))
    assert "up to <bdi>" not in text_of(writer.get(page(ours, "who/")))
    assert "you can ask for up to" not in text_of(writer.get(page(ours, "budget/")))


def test_comma_decimals_are_read(writer, ours):
    writer.post(page(ours, "budget/"), budget(ours, **{"line-0-amount": "7499,50"}))
    assert ours.lines.get().amount == Decimal("7499.50")


def test_an_amount_with_two_meanings_is_refused_and_kept(writer, ours):
    response = writer.post(page(ours, "budget/"), budget(ours, asked="7.500", least="7000"))
    ours.refresh_from_db()
    assert (response.status_code, ours.asked, ours.least) == (200, Decimal(7500), Decimal(7000))
    assert 'value="7.500"' in text_of(response)
    assert "This can mean two amounts. Write it like 7500 or 7500.50." in text_of(response)


def test_a_line_that_cannot_be_read_leaves_the_lines_as_they_were(writer, ours):
    before = list(ours.lines.values_list("text", "amount"))
    response = writer.post(
        page(ours, "budget/"), budget(ours, **{"line-0-cost": "", "line-0-text": "Drums"})
    )
    assert 'value="Drums"' in text_of(response)
    assert "Choose a kind of cost." in text_of(response)
    assert list(ours.lines.values_list("text", "amount")) == before


def test_a_community_of_another_region_is_said(writer, ours):
    data = who(ours, communities=["fort-st-john", "victoria"])
    shown = text_of(writer.post(page(ours, "who/"), data, follow=True))
    assert "All communities must be in one region." in shown
    assert ours.communities.count() == 2


def test_a_partner_who_has_not_confirmed_is_said(client, ours):
    a_partner(ours, spoke(1), PartnerState.ASKED)
    sign_in(client, coordinator_of(ours.organisation))
    response = client.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    assert response.status_code == 409
    assert "Spoke 1 has not confirmed yet." in text_of(response)
    assert 'value="Director"' in text_of(response)


def test_after_the_deadline_nothing_is_sent_and_words_are_kept(client, ours):
    Call.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    sign_in(client, coordinator_of(ours.organisation))
    client.post(page(ours, "who/"), who(ours, title="Still written"))
    response = client.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    ours.refresh_from_db()
    assert (ours.state, ours.title) == (ApplicationState.DRAFT, "Still written")
    assert "Nothing can be sent any more. Your words are kept." in text_of(response)


def test_all_kinds_of_questions_are_answered(writer, ours):
    letter = SimpleUploadedFile("Letter of the band.txt", b"We support this.")
    response = writer.post(page(ours, "questions/"), questions(ours, **{"q-letter": letter}))
    assert response.status_code == 302
    assert dict(ours.answers.values_list("question__key", "value")) == {
        "story": "What we heard.",
        "before": "yes",
        "before-what": "A festival.",
        "people": "1200",
        "steps": [{"what": "Meet", "who": "All", "when": "May"}],
    }
    file = ours.files.get()
    assert (file.name, bytes(file.data)) == ("Letter of the band.txt", b"We support this.")
    answer = writer.get(page(ours, f"files/{file.pk}/"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    writer.post(page(ours, f"files/{file.pk}/remove/"))
    assert ours.files.count() == 0


def test_a_form_that_takes_files_sends_them_whole(writer, ours):
    form = text_of(writer.get(page(ours, "questions/"))).partition('class="stack part"')[2]
    head, _, fields = form.partition(">")
    assert 'enctype="multipart/form-data"' in head
    assert fields.count('type="file"') == 1


def test_an_answer_that_is_emptied_is_gone(writer, ours):
    writer.post(page(ours, "questions/"), questions(ours))
    emptied = {"q-story": "", "q-people": "", "t-steps-0-what": "", "t-steps-0-who": "",
               "t-steps-0-when": ""}  # fmt: skip
    writer.post(page(ours, "questions/"), questions(ours, **emptied))
    assert dict(ours.answers.values_list("question__key", "value")) == {
        "before": "yes", "before-what": "A festival.",
    }  # fmt: skip


def test_a_file_of_60_mb_gets_a_sentence_and_the_words_stay(writer, ours):
    big = SimpleUploadedFile("film.mp4", b"\0" * 60 * 2**20)
    response = writer.post(page(ours, "questions/"), questions(ours, **{"q-letter": big}))
    assert "This file is larger than 10 MB." in text_of(response)
    assert "What we heard." in text_of(response)
    assert ours.answers.get(question__key="story").value == "What we heard."
    assert ours.files.count() == 0


def test_a_number_that_is_none_is_kept_and_said(writer, ours):
    response = writer.post(page(ours, "questions/"), questions(ours, **{"q-people": "many"}))
    assert 'value="many"' in text_of(response)
    assert "Write a number." in text_of(response)
    assert ours.answers.get(question__key="people").value == "120"


def test_an_answer_over_its_limit_is_marked_at_its_field(writer, ours):
    long = {"q-story": "word " * 301}
    shown = text_of(writer.post(page(ours, "questions/"), questions(ours, **long), follow=True))
    mark = '<div class="errors">It has 301 words. It may have 300 at most.</div>'
    field = shown.partition('id="q-story"')[2].partition("</section>")[0]
    assert mark in field
    assert shown.count(mark) == 1


def test_two_tabs_see_both_words_and_keep_hers(writer, ours):
    drawn = who(ours)
    writer.post(page(ours, "who/"), {**drawn, "title": "The first"})
    response = writer.post(page(ours, "who/"), {**drawn, "title": "The second"})
    assert response.status_code == 409
    assert "The first" in text_of(response)
    assert "The second" in text_of(response)
    ours.refresh_from_db()
    assert ours.title == "The first"
    kept = {**drawn, "title": "The second", "_seen": version_of_section(ours, "who")}
    assert writer.post(page(ours, "who/"), kept).status_code == 302
    ours.refresh_from_db()
    assert ours.title == "The second"


def test_two_tabs_keep_every_community_that_was_ticked(writer, ours):
    places = ["burnaby", "surrey", "richmond"]
    drawn = who(ours, communities=places)
    writer.post(page(ours, "who/"), who(ours, title="The first"))
    response = writer.post(page(ours, "who/"), drawn)
    assert response.status_code == 409
    assert [value for name, value in response.context["sent"] if name == "communities"] == places


def test_two_tabs_on_different_parts_do_not_meet(writer, ours):
    first, second = who(ours, title="Another"), budget(ours)
    assert writer.post(page(ours, "who/"), first).status_code == 302
    assert writer.post(page(ours, "budget/"), second).status_code == 302


def test_a_second_press_of_the_same_words_is_no_conflict(writer, ours):
    drawn = who(ours, title="Once")
    assert [writer.post(page(ours, "who/"), drawn).status_code for _ in "ab"] == [302, 302]


def test_the_script_saves_and_goes_on_from_what_it_saved(writer, ours):
    quiet = {"X-Autosave": "1"}
    first = writer.post(page(ours, "who/"), who(ours, title="One"), headers=quiet).json()
    assert first["says"].startswith("Saved at ")
    ours.refresh_from_db()
    assert (ours.title, first["seen"]) == ("One", version_of_section(ours, "who"))
    stale = writer.post(page(ours, "who/"), who(ours, _seen="old", title="Two"), headers=quiet)
    someone = "Someone else saved this part a moment ago. Nothing is lost: see both below."
    assert (stale.status_code, stale.json()) == (409, {"says": someone})
    wrong = writer.post(page(ours, "budget/"), budget(ours, asked="x"), headers=quiet)
    assert wrong.json()["says"] == "Not everything is saved. Press Save to see why."


def test_signed_out_meanwhile_her_words_stand_on_the_page(client, ours):
    response = client.post(page(ours, "who/"), who(ours, title="Long thought over"))
    assert response.status_code == 401
    assert "Long thought over" in text_of(response)


def test_sent_meanwhile_her_words_stand_on_the_page(writer, ours):
    Application.objects.filter(pk=ours.pk).update(
        state=ApplicationState.SUBMITTED,
        sent_at=timezone.now(),
        reference="2027-0009",
        signed_by=coordinator_of(ours.organisation),
    )
    response = writer.post(page(ours, "who/"), who(ours, title="Late words"))
    assert response.status_code == 409
    assert "Late words" in text_of(response)
    assert "Take it back to change it." in text_of(response)


def test_priorities_move_and_take_their_activities_along(writer, ours):
    writer.post(page(ours, "course/"), course(ours, do="priority-up-1"))
    ours.refresh_from_db()
    assert ours.priorities == ["Work", "School"]
    assert list(ours.activities.values_list("text", "priority")) == [("Evenings", 0)]
    writer.post(
        page(ours, "course/"), course(ours, do="priority-remove-0", **{"activity-0-priority": "0"})
    )
    ours.refresh_from_db()
    assert ours.priorities == ["Work"]
    assert list(ours.activities.values_list("text", "priority")) == [("Evenings", None)]


def test_priorities_close_up_and_keep_their_activities(writer, ours):
    writer.post(page(ours, "course/"), course(ours, **{"priority-0-text": ""}))
    ours.refresh_from_db()
    assert ours.priorities == ["Work"]
    assert list(ours.activities.values_list("text", "priority")) == [("Evenings", 0)]


def test_what_serves_a_later_priority_stays_with_it_when_one_before_is_taken_out(writer, ours):
    rows = {"priority-2-text": "Sport", "activity-0-priority": "0",
            "activity-1-text": "Games", "activity-1-priority": "2"}  # fmt: skip
    writer.post(page(ours, "course/"), course(ours, do="priority-remove-1", **rows))
    ours.refresh_from_db()
    assert ours.priorities == ["School", "Sport"]
    served = [("Evenings", 0), ("Games", 1)]
    assert list(ours.activities.values_list("text", "priority")) == served


def test_activities_move_down_and_are_taken_out(writer, ours):
    rows = {"activity-1-text": "Mornings"}
    writer.post(page(ours, "course/"), course(ours, do="activity-down-0", **rows))
    assert list(ours.activities.values_list("text", flat=True)) == ["Mornings", "Evenings"]
    writer.post(page(ours, "course/"), course(ours, do="activity-remove-0", **rows))
    assert list(ours.activities.values_list("text", flat=True)) == ["Mornings"]


def test_a_day_that_is_none_is_said_and_nothing_of_the_rows_is_lost(writer, ours):
    data = course(ours, **{"activity-0-starts_on": "next May"})
    response = writer.post(page(ours, "course/"), data)
    assert "Write the day like 2027-04-30." in text_of(response)
    assert 'value="next May"' in text_of(response)
    assert ours.activities.get().text == "Twelve evenings"


def test_words_that_are_too_long_stay_whole(writer, ours):
    long = "word " * 500
    response = writer.post(page(ours, "who/"), who(ours, summary=long, title="New"))
    assert long.strip() in text_of(response)
    ours.refresh_from_db()
    assert (ours.title, ours.summary) == ("New", "We cook and talk together, once a month.")
