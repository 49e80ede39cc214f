"""Which value stands under which label on the pages of those who apply, and of the funder."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import (
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.application_pages import text_of, who
from tests.funding.award_made import officer
from tests.funding.call_made import a_draft_call, an_open_call
from tests.funding.review_made import a_closed_call
from tests.funding.shown import between, facts, items, page, table, words
from tests.funding.telling import NIGHT, TODAY
from upstander.funding.actions.application import allow_late
from upstander.funding.models import Application, Clarification, Partner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_what_a_budget_comes_to():
    draft = a_whole_application(an_open_call(), spoke(), least=Decimal(5000))
    first, second = draft.lines.all()
    first.cost.most = Decimal(500)
    first.cost.save()
    for line, amount in ((first, "3000"), (second, "3600.50")):
        line.amount = Decimal(amount)
        line.save()
    Application.objects.filter(pk=draft.pk).update(asked=7000)
    markup = page(worker_of(spoke()), f"applications/{draft.pk}/budget/")
    assert table(markup) == [
        ["Kind of cost", "Planned", "At most"],
        ["Equipment rental", "$3,000", "$500 too much"],
        ["Materials for events and workshops", "$3,600.50", "–"],
        ["All lines", "$6,600.50", ""],
        ["You ask for", "$7,000", "$7,500"],
    ]


def test_whose_words_are_whose(writer, ours):
    drawn = who(ours)
    writer.post(f"/desk/funding/applications/{ours.pk}/who/", {**drawn, "title": "Theirs"})
    told = writer.post(f"/desk/funding/applications/{ours.pk}/who/", {**drawn, "title": "Hers"})
    markup = text_of(told)
    assert facts(between(markup, "Your words", "</section>"))["Title of the work"] == "Hers"
    theirs = facts(between(markup, "What is saved now", "</section>"))
    assert theirs["Title of the work"] == "Theirs"


def test_what_a_partner_reads_of_it():
    draft = a_whole_application(an_open_call(title="Spring", year=2031), spoke())
    partner = a_partner(draft, spoke(1), "asked")
    Partner.objects.filter(pk=partner.pk).update(share=Decimal(800))
    found = facts(page(coordinator_of(spoke(1)), f"partnerships/{partner.pk}/"))
    assert found == {
        "Call": "Spring (2031)", "Title of the work": "Neighbours at one table",
        "The work in a few sentences": "We cook and talk together, once a month.",
        "Kind of award": "Community spoke", "Communities": "North: Fort St. John",
        "What this partner does in the work": "Lends its kitchen",
        "What you agreed": "By letter, in January.", "Its share of the money": "$800",
    }  # fmt: skip


def test_what_a_receipt_says(telling):
    call = an_open_call(decides_on=date(2027, 5, 20))
    sent = a_sent_application(call, spoke(), signed_as="Ada, Director", reference="2027-0042",
                              sent_at=NIGHT - 2 * DAY)  # fmt: skip
    markup = page(coordinator_of(spoke()), f"applications/{sent.pk}/receipt/")
    found = facts(between(markup, '<section class="answer">', "</section>"))
    assert found == {
        "Number": "2027-0042", "Sent": "March 7, 2027, 11:30 p.m. (Pacific Time)",
        "Signed by": "Ada, Director",
    }  # fmt: skip
    assert "You hear from the funder by May 20, 2027." in words(markup)


def test_who_may_be_late_until_when_and_who_said_so(telling, client):
    call, one = an_open_call(title="Spring", closes_at=NIGHT + DAY), officer()
    type(one).objects.filter(pk=one.pk).update(name="Une")
    allow_late(call, spoke(), NIGHT + 3 * DAY, "A flood.", by=one)
    markup = page(one, f"calls/{call.key}/late/")
    [entry] = [words(row) for row in markup.split('<ul class="facts">')[1].split("</li>")[:-1]]
    assert entry == (
        "Spoke 0: March 12, 2027, 11:30 p.m. (Pacific Time) A flood. Une, March 9, 2027"
    )
    assert "Spring (2027) · Open until March 10, 2027, 11:30 p.m. (Pacific Time)" in words(markup)


def test_a_question_is_asked_and_answered_on_its_days(telling):
    call, one = a_closed_call(), officer()
    sent = a_sent_application(call, spoke(), least=Decimal(5000))
    Application.objects.filter(pk=sent.pk).update(asked=7000)
    Clarification.objects.create(
        application=sent, question="Who cooks?", due_on=TODAY + 5 * DAY, asked_by=one,
        asked_at=NIGHT - 2 * DAY, answer="All of us.", answered_at=NIGHT + DAY,
        answered_by=worker_of(spoke()),
    )  # fmt: skip
    markup = page(one, f"checks/{sent.pk}/")
    told = words(between(markup, "<h3>Questions to the applicant</h3>", "</section>"))
    assert told == (
        "Who cooks? March 7, 2027 · answer by March 14, 2027 Answer March 10, 2027 All of us."
    )
    found = facts(between(markup, 'id="read"', "</dl>"))
    assert found == {
        "Organisation": "Spoke 0", "Kind of award": "Community spoke",
        "Communities": "Fort St. John", "Asked for": "$7,000", "At least needed": "$5,000",
    }  # fmt: skip
    markup = page(worker_of(spoke()), f"checks/{sent.pk}/told/")
    assert (
        words(between(markup, f'id="question-{sent.clarifications.get().pk}">', "</section>"))
        == "Who cooks? answer by March 14, 2027 Answer March 10, 2027 All of us."
    )


def test_the_days_and_the_money_of_a_call():
    call = a_draft_call(title="Spring", key="spring")
    a_sent_application(call, spoke())
    one = officer()
    markup = page(one, "calls/spring/")
    opens, closes = ("Jan. 11, 2027, 9 a.m. (Pacific Time)",
                     "Feb. 28, 2027, 5 p.m. (Pacific Time)")  # fmt: skip
    assert facts(markup) == {
        "Programme year": "2027", "Money in all": "$300,000", "Opens on": opens,
        "Closes on": closes, "Decision by": "March 20, 2027",
        "Paid for": "April 1, 2027 – March 31, 2028", "Applications": "1",
    }  # fmt: skip
    [entry, _july] = items(page(one, "calls/"))
    assert entry == f"Spring Draft 2027 · $300,000 Closes on: {closes} 1 application"


def test_what_the_parts_of_a_call_say():
    call, one = a_draft_call(key="spring"), officer()
    call.kinds.filter(key="regional").update(
        most_per_community=Decimal(6000), most_communities=4, least_partners=3,
        summary="For neighbours.",
    )  # fmt: skip
    call.costs.filter(key="food").update(most=Decimal(250), help="No alcohol.")
    markup = page(one, "calls/spring/parts/kinds/")
    assert words(between(markup, "Regional spoke", "</ul>")).startswith(
        "For neighbours. At most for each community in a year: $6,000 "
        "At most for one award: $15,000 Communities, at least: 2 Communities, at most: 4 "
        "The communities must be neighbours Partner organisations, at least: 3"
    )
    markup = page(one, "calls/spring/parts/costs/")
    assert "No alcohol. At most in one application: $250" in words(markup)
    markup = words(page(one, "calls/spring/parts/criteria/"))
    weights = ("Understanding Weight: 3 of 10", "Course of action Weight: 4 of 10")
    assert [text in markup for text in weights] == [True, True]
    markup = words(page(one, "calls/spring/parts/questions/"))
    asked = "When it is asked: Have you done this work before? – Yes"
    assert f"Text · An answer is needed · Words, at most: 100 {asked}" in markup
