"""Papers and tables of funding, whole: what an agreement, a letter, a receipt and a sheet say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tests.accounts.people import sign_in, spoke
from tests.funding.application_made import (
    a_draft_application,
    a_partner,
    a_sent_application,
    answer,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import (
    a_closed_call,
    a_plan,
    an_accepted_award,
    an_application,
    an_offer,
    officer,
    organisation,
    words_for,
)
from tests.funding.call_made import an_open_call
from tests.funding.review_made import a_closed_call as a_call_in_review
from tests.funding.review_made import applications_in, handed_in, reviewer
from tests.funding.telling import NIGHT, TODAY
from upstander.core.cleaning.results import Clean
from upstander.funding.actions.agreement import send_agreement
from upstander.funding.actions.amendment import propose_amendment, refuse_amendment
from upstander.funding.actions.application_file import add_file
from upstander.funding.actions.award import offer_award
from upstander.funding.actions.instalment import approve_instalment, take_back_approval
from upstander.funding.actions.report import return_report, save_report, submit_report
from upstander.funding.models import Application, Call
from upstander.funding.queries.agreement_text import (
    agreement_blocks,
    agreement_title,
    letter,
    usual_terms,
)
from upstander.funding.queries.application_receipt import receipt_of
from upstander.funding.queries.award_history import history_of
from upstander.funding.queries.reading import reading
from upstander.funding.rules.amendment import Change
from upstander.network.interface import start_membership
from upstander.network.models import Programme
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_words_of_an_agreement_and_a_letter(telling):
    call = a_closed_call(starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31), title="Spring")
    applied = an_application(call, places=["fort-st-john", "dawson-creek"], kind="regional")
    for number in (8, 9):
        a_partner(applied, organisation(number), "confirmed")
    award = an_offer(applied)
    plan = a_plan(award)
    days = (plan.interim_due_on, plan.final_due_on)
    found = Programme.objects.get()
    about = [
        ["Funder", found.funder],
        ["Organisation", "Moon House 1"],
        ["Partners", "Moon House 8, Moon House 9"],
        ["Communities", "Dawson Creek, Fort St. John"],
        ["Amount", "$7,500"],
    ]
    blocks = agreement_blocks(award, plan.parts, days, "Our terms.", "en")
    assert blocks == [
        {"facts": [*about, ["First day", "April 1, 2027"], ["Last day", "March 31, 2028"]]},
        {"head": "What it is for"},
        {"text": "Neighbours at one table\nWe cook and talk together, once a month."},
        {"head": "Instalments"},
        {
            "columns": ["", "Amount", "Due", "After"],
            "rows": [
                ["1", "$3,750", "April 1, 2027", "Agreement accepted"],
                ["2", "$3,750", "Sept. 30, 2027", "Interim report accepted"],
            ],
        },
        {"head": "Reports"},
        {"facts": [["Interim report", "Sept. 30, 2027"], ["Final report", "May 30, 2028"]]},
        {"head": "Conditions"},
        {"text": "Our terms."},
    ]
    alone = agreement_blocks(award, plan.parts, (None, days[1]), "Our terms.", "en")
    assert alone[6] == {"facts": [["Final report", "May 30, 2028"]]}
    award.starts_on = None
    [facts, *_rest] = agreement_blocks(award, plan.parts, days, "Our terms.", "en")
    assert facts == {"facts": [*about, ["Last day", "March 31, 2028"]]}
    assert agreement_title(award, "en") == f"Funding agreement {award.reference}"
    title, told = letter(award, "en")
    assert (title, told) == (
        f"Award {award.reference}",
        [
            {
                "text": "March 9, 2027\nDear people of Moon House 1,\n"
                "your application to “Spring” was successful. This is what we award:"
            },
            {"facts": about},
            {
                "text": "A coordinator of your organisation accepts the award at the desk.\n"
                "Thank you for your work."
            },
        ],
    )


def test_nothing_is_said_of_what_an_award_does_not_have(telling):
    award = an_offer(an_application(places=["houston"]))
    facts = [["Funder", Programme.objects.get().funder], ["Organisation", "Moon House 1"],
             ["Communities", "Houston"], ["Amount", "$7,500"]]  # fmt: skip
    assert letter(award, "en")[1][1] == {"facts": facts}
    Programme.objects.all().delete()
    award.places.all().delete()
    award.starts_on = award.ends_on = None
    [first, *_rest] = agreement_blocks(award, [], (None, None), "Our terms.", "en")
    assert first == {"facts": [["Organisation", "Moon House 1"], ["Amount", "$7,500"]]}


def test_terms_begin_with_those_of_the_last_agreement_of_the_call(telling):
    call = a_closed_call()
    first, second = (
        an_application(call, n, places=[p]) for n, p in ((1, "houston"), (2, "kitimat"))
    )
    award, other = an_offer(first), an_offer(second)
    own = usual_terms(award, "en").splitlines()
    assert (len(own), own[0]) == (4, "The money is only for the work that is described here.")
    for minutes, (which, terms, language) in enumerate(
        [(award, "One", "en"), (other, "Two", "en"), (award, "Trois", "fr")]
    ):
        telling.at = NIGHT + minutes * timedelta(minutes=1)
        plan = a_plan(which, terms=terms, language=language)
        send_agreement(which, plan, by=officer())
    assert [usual_terms(award, code) for code in ("en", "fr")] == ["Two", "Trois"]
    elsewhere = an_offer(an_application(a_closed_call(), 3, places=["quesnel"]))
    assert usual_terms(elsewhere, "en").splitlines() == own


def _a_pooled_application():
    """One that was sent with all that there can be in it."""
    call = an_open_call(title="Spring", starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31))
    sent = a_sent_application(
        call, spoke(), places=["fort-st-john", "dawson-creek"], kind="regional",
        least=Decimal(5000), signed_as="Ada, Director", partners=[spoke(1), spoke(2)],
    )  # fmt: skip
    sent.activities.update(priority=1)
    rows = [{"what": "Cook", "who": "All", "when": "May"}]
    answer(sent, "steps", rows)
    answer(sent, "before", "yes")
    note = Clean("document", "text/plain", "txt", b"We support this.")
    Application.objects.update(state="draft")
    for name in ("One", "Two"):
        question = call.questions.get(key="letter")
        add_file(sent, question, name, note, by=worker_of(spoke()))
        note = note._replace(data=b"Another one")
    Application.objects.update(state="submitted")
    return Application.objects.get(pk=sent.pk)


def test_the_receipt_of_an_application(telling):
    receipt = receipt_of(_a_pooled_application())
    assert receipt == {
        "title": "Your application has been sent",
        "blocks": [
            {"facts": [["Number", "2027-0001"],
                       ["Sent", "March 9, 2027, 10:30 p.m. (Pacific Time)"],
                       ["Signed by", "Ada, Director"], ["Call", "Spring (2027)"]]},
            {"head": "Who and where"},
            {"facts": [["Organisation", "Spoke 0"], ["Kind of award", "Regional spoke"],
                       ["Communities", "North: Dawson Creek, Fort St. John"],
                       ["Title of the work", "Neighbours at one table"],
                       ["Partners", "Spoke 1, Spoke 2"]]},
            {"text": "We cook and talk together, once a month."},
            {"head": "Course of action"},
            {"text": "1. Racism at school\n2. Racism at work"},
            {"columns": ["What you do", "First day", "Last day", "What will be different"],
             "rows": [["Twelve evenings", "April 1, 2027", "March 31, 2028",
                       "Neighbours know one another."]]},
            {"head": "Budget"},
            {"facts": [["Amount asked for", "$7,500"],
                       ["The least with which the work can be done", "$5,000"]]},
            {"columns": ["What it is for", "Kind of cost", "Amount"],
             "rows": [["Tables", "Equipment rental", "$3,750"],
                      ["Paper and paint", "Materials for events and workshops", "$3,750"],
                      ["All lines", "", "$7,500"]]},
            {"head": "Questions"},
            {"text": "What is racism like where you live?"},
            {"text": "– Three families told us what happened."},
            {"text": "Have you done this work before?"}, {"text": "– Yes"},
            {"text": "What did you do?"}, {"text": "– No answer"},
            {"text": "How many people will you reach?"}, {"text": "– 120"},
            {"text": "Who does what, and when?"},
            {"columns": ["What", "Who", "When"], "rows": [["Cook", "All", "May"]]},
            {"text": "A letter of a partner"}, {"text": "– One.txt, Two.txt"},
        ],
    }  # fmt: skip


def test_a_receipt_is_silent_about_what_there_is_not():
    sent = a_sent_application(an_open_call(), spoke(), places=[])
    blocks = receipt_of(sent)["blocks"]
    assert blocks[2] == {
        "facts": [["Organisation", "Spoke 0"], ["Kind of award", "Community spoke"],
                  ["Title of the work", "Neighbours at one table"]],
    }  # fmt: skip


def test_an_application_as_it_is_judged(telling):
    read = reading(_a_pooled_application())
    assert (str(read.kind), [str(c) for c in read.communities], read.total) == (
        "Regional spoke", ["Dawson Creek", "Fort St. John"], Decimal(7500),
    )  # fmt: skip
    assert [p.organisation.name for p in read.partners] == ["Spoke 1", "Spoke 2"]
    assert [(aim.text, [a.text for a in aim.activities]) for aim in read.aims] == [
        ("Racism at school", []), ("Racism at work", ["Twelve evenings"]),
    ]  # fmt: skip
    assert [(str(name), line.text, line.amount) for name, line in read.lines] == [
        ("Equipment rental", "Tables", Decimal(3750)),
        ("Materials for events and workshops", "Paper and paint", Decimal(3750)),
    ]
    assert [
        (str(a.question), str(a.text), [str(h) for h in a.heads], a.rows, [f.name for f in a.files])
        for a in read.answers
    ] == [
        (
            "What is racism like where you live?",
            "Three families told us what happened.",
            [],
            [],
            [],
        ),
        ("Have you done this work before?", "Yes", [], [], []),
        ("What did you do?", "", [], [], []),
        ("How many people will you reach?", "120", [], [], []),
        ("Who does what, and when?", "", ["What", "Who", "When"], [["Cook", "All", "May"]], []),
        ("A letter of a partner", "", [], [], ["One.txt", "Two.txt"]),
    ]


def test_the_history_of_an_award(telling):
    award, one, two = an_offer(), officer(), officer(2)
    signs = coordinator_of(award.organisation)
    for user, name in ((one, "Une"), (two, "Deux"), (signs, "Ada")):
        type(user).objects.filter(pk=user.pk).update(name=name)
    award = an_accepted_award(award)
    part = award.instalments.get(number=2)
    approve_instalment(part, by=one)
    take_back_approval(part, by=two)
    change = propose_amendment(
        award, Change("amend", "Later.", new_end=award.ends_on + DAY), by=two
    )
    refuse_amendment(change, by=signs)
    report = award.reports.get(kind="interim")
    save_report(report, words_for(report), by=signs)
    report.refresh_from_db()
    submit_report(report, words_for(report), by=signs)
    return_report(report, "More.", by=one)
    assert [(event.what, event.at, event.who) for event in history_of(award)] == [
        ("The award of \u2068$7,500\u2069 was offered.", NIGHT, "Une"),
        ("Version 1 of the agreement was sent.", NIGHT, "Une"),
        ("The award was accepted with version 1 of the agreement.", NIGHT, "Ada"),
        ("Instalment 2 of \u2068$3,750\u2069 was approved.", NIGHT, "Une"),
        ("The approval of instalment 2 was taken back.", NIGHT, "Deux"),
        ("A change was proposed: Other days, or unspent money kept.", NIGHT, "Deux"),
        ("A proposed change was ended.", NIGHT, "Ada"),
        ("Interim report: sent.", NIGHT, "Ada"),
        ("Interim report: sent back.", NIGHT, "Une"),
    ]


def _sheet(user, path):
    """What the file is called, and its lines."""
    answer = sign_in(Client(), user).get(f"/desk/funding/{path}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return answer["Content-Disposition"], answer.content.decode("utf-8-sig").splitlines()


def test_the_sheet_of_instalments(telling):
    award, one = an_accepted_award(), officer()
    first, last = award.instalments.filter(state="planned")
    approve_instalment(first, by=one)
    telling.name(one=one)
    name, lines = telling.do(_sheet, one, "instalments/table.csv")
    assert name == 'attachment; filename="instalments.csv"'
    whole = f"{award.reference},Moon House 1"
    assert lines == [
        "Award,Organisation,Number,Amount,Currency,Due,After,State,Approved by,Approved on,"
        "Paid by,Paid on,Reference of the payment",
        f"{whole},2,3750.00,CAD,{first.due_on},Agreement accepted,Approved,{one.name},{TODAY},,,",
        f"{whole},3,3750.00,CAD,{last.due_on},Interim report accepted,Planned,,,,,",
    ]
    assert telling.tell()[-1] == ("instalments.exported", "one", "instalments", {"rows": 2}, "")


def test_the_sheet_of_the_applications_to_a_call(telling):
    call, one = an_open_call(key="spring"), officer()
    near = a_sent_application(call, spoke(3))
    start_membership(one, near.organisation, Role.EDITOR, by=None)
    a_draft_application(call, spoke(4))
    out = a_sent_application(call, spoke(1), is_late=True, title="=1+1", asked="7000")
    Application.objects.filter(pk=out.pk).update(state="ineligible", kind=None)
    pooled = a_sent_application(
        call, spoke(2), places=["fort-st-john", "dawson-creek"], kind="regional",
        least=Decimal(5000), partners=[spoke(5), spoke(6)],
    )  # fmt: skip
    a_partner(pooled, spoke(7), "declined")
    Call.objects.update(state="closed")
    offer_award(pooled, Decimal(6000), by=officer(2))
    telling.name(one=one, call=call)
    name, lines = telling.do(_sheet, one, "calls/spring/applications.csv")
    assert name == 'attachment; filename="spring.csv"'
    assert lines == [
        "Reference,Organisation,State,Kind of award,Title,Communities,Region,"
        "Partners that have confirmed,At least,Asked for,Awarded,Currency,Sent,Late",
        f"{call.year}-0002,Spoke 1,Not eligible,,'=1+1,Fort St. John,North,0,7000.00,7000.00,,CAD,"
        "2027-03-10T06:30:00+00:00,Yes",
        f"{call.year}-0003,Spoke 2,Sent,Regional spoke,Neighbours at one table,"
        "Dawson Creek; Fort St. John,North,2,5000.00,7500.00,6000.00,CAD,"
        "2027-03-10T06:30:00+00:00,No",
    ]
    said = ("call.exported", "one", "call", {"applications": 2}, "")
    assert telling.tell()[-1] == said


def test_the_sheet_of_scores(telling):
    call, one = a_call_in_review(key="spring"), officer()
    first, second, near = applications_in(call, 3)
    ada, eve = reviewer(), reviewer(2)
    for application, user, points in [(second, ada, (1, 2, 3)), (first, eve, (4, 4, 4)),
                                      (first, ada, (0, 1, 1)), (near, ada, (2, 2, 2))]:  # fmt: skip
        handed_in(application, user, one, points, why="+So")
    start_membership(one, near.organisation, Role.EDITOR, by=None)
    name, lines = _sheet(one, "reviews/calls/spring/scores.csv")
    assert name == 'attachment; filename="spring-reviews.csv"'
    lines_of = [("Understanding", 3), ("Course of action", 4), ("Partnerships", 3)]
    assert lines == [
        "Reference,Organisation,Reviewer,Criterion,Weight,Score,Of,Reason,Weighted score",
        *(
            f"{row.reference},{row.organisation},{user.name},{name},{weight},{n},4,'+So,{total}"
            for row, user, points, total in [
                (first, eve, (4, 4, 4), "100.00"),
                (first, ada, (0, 1, 1), "17.50"),
                (second, ada, (1, 2, 3), "50.00"),
            ]
            for (name, weight), n in zip(lines_of, points, strict=True)
        ),
    ]
