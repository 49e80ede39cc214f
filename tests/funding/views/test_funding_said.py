"""What is said to officers and reviewers after each press, and to which page it leads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.people import sign_in
from tests.action.project_made import a_running_project
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, words_for
from tests.funding.call_made import a_draft_call
from tests.funding.review_made import (
    a_closed_call,
    applications_in,
    given,
    handed_in,
    officer,
    reviewer,
)
from tests.funding.said import HOME, done, refused, said
from upstander.funding.models import Assignment, Call
from upstander.funding.queries.project_lines import lines_of
from upstander.funding.states import Condition
from upstander.network.interface import Role, start_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return sign_in(Client(), officer())


@pytest.fixture
def review_of():
    """The call, an application, who reviews it, and her client."""
    call, ada = a_closed_call(key="one"), reviewer()
    [row, _other] = applications_in(call, 2)
    return call, row, ada, sign_in(Client(), ada)


def _words(call, **other):
    found = {"seen": "0", "remark": "", "do": "save", **other}
    for line in call.criteria.all():
        found |= {f"points-{line.key}": "2", f"why-{line.key}": "So."}
    return found


def test_of_a_review_to_her_who_writes_it(review_of):
    call, row, ada, hers = review_of
    pk = given(row, ada, officer()).pk
    path, out = f"reviews/{pk}/", f"reviews/{pk}/send/"
    assert said(hers, path, _words(call)) == done(path, "Saved. You can go on at any time.")
    assert said(hers, path, _words(call, do="send", seen="1")) == (out, [])
    assert said(hers, out, {"seen": "1"}) == refused(
        path, "You changed this review in another window. Read it again first."
    )
    assert said(hers, out, {"seen": "2"}) == done(path, "Your review is handed in. Thank you.")
    assert said(hers, path, _words(call, seen="2")) == (
        path, [("info", "This review is handed in. Ask the funder to open it again.")],
    )  # fmt: skip


def test_of_who_is_free_and_who_gives_back(review_of):
    call, row, ada, hers = review_of
    rows = {f"a-{one.pk}": "free" for one in call.applications.all()}
    assert said(hers, "reviews/conflicts/one/", rows) == done(
        "reviews/", "Saved. You can review where you have no conflict."
    )
    pk = given(row, ada, officer()).pk
    assert said(hers, f"reviews/{pk}/give-back/", {"reason": "time"}) == done(
        "reviews/", "Given back. Someone else will review it."
    )


def test_of_reviews_to_an_officer(review_of, desk):
    _call, row, ada, _hers = review_of
    eve, by = reviewer(2), officer(2)
    drawn = desk.get(f"{HOME}reviews/calls/one/assign/").context
    data = {"seen": drawn["board"].seen, "due_on": "2199-01-01"}
    data |= {f.html_name: f.value() for _row, fields in drawn["form"].rows() for f in fields}
    at = "reviews/calls/one/"
    assert said(desk, f"{at}assign/", data) == done(at, "4 reviews given out.")
    start_membership(ada, row.organisation, Role.EDITOR, by=None)
    assert said(desk, f"{at}set-aside/") == done(at, "1 review taken back.")
    assert said(desk, f"{at}set-aside/") == done(at, "0 reviews taken back.")
    pk = Assignment.objects.get(application=row, reviewer=eve).pk
    back = f"reviews/{pk}/take-back/", {"reason": "time"}
    assert said(desk, *back) == done(at, "Taken back. Give it to someone else.")
    again = "This has already been dealt with. Reload the page to see it now."
    assert said(desk, *back) == (at, [("info", again)])
    handed = handed_in(row, eve, by)
    again_open = f"reviews/{handed.pk}/reopen/", {"reason": "unclear"}
    assert said(desk, *again_open) == done(at, "The review is open again.")
    Call.objects.update(state="decided")
    over = "Reviews can change only after the call closes and before it is decided."
    assert said(desk, f"{at}set-aside/") == refused(at, over)
    assert said(desk, *back) == refused(at, over)


def test_of_a_check_and_a_question(review_of, desk):
    _call, row, _ada, _hers = review_of
    at = f"checks/{row.pk}/"
    found = {"seen": "0", **{f"is-{key}": "ok" for key in Condition.values}}
    assert said(desk, at, {**found, "decision": "eligible"}) == done(at, "The check is recorded.")
    asked = {"question": "Who cooks?", "due_on": timezone.localdate().isoformat()}
    assert said(desk, f"{at}ask/", asked) == done(
        at, "The question is asked. The answer will stand here."
    )
    theirs = sign_in(Client(), coordinator_of(row.organisation))
    answer = {"number": row.clarifications.get().pk, "answer": "All of us."}
    assert said(theirs, f"{at}told/", answer) == done(f"{at}told/", "Your answer is sent.")


def test_of_a_report_and_of_what_pays_for_a_project():
    award = an_accepted_award()
    client = sign_in(Client(), coordinator_of(award.organisation))
    row = award.reports.get(kind="interim")
    at = f"awards/{award.reference}/"
    words = words_for(row)
    data = {"seen": row.version, "activities": words.activities, "outcomes": words.outcomes}
    data |= {f"spent_{pk}": str(spent) for pk, (spent, _note) in words.spent.items()}
    report = f"{at}reports/interim/"
    assert said(client, report, data) == done(report, "Saved. It is not sent yet.")
    data["seen"] = row.version + 1
    nothing = "There is nothing new. Say first, with the award, which projects it pays for."
    assert said(client, report, {**data, "fill": "in"}) == (report, [("info", nothing)])
    assert said(client, report, {**data, "submit": ""}) == done(at, "The report is sent.")
    project, line = a_running_project(award.organisation), lines_of(award)[0].cost.pk
    path = f"{at}projects/{project.pk}/"
    seen = client.get(HOME + path).context["choice"].stamp
    answer = client.post(HOME + path, {f"line_{line}": "300", "seen": seen}, follow=True)
    assert [str(row) for row in answer.context["messages"]] == ["Saved."]


def test_of_a_call(telling, desk):
    call = a_draft_call(key="spring", opens_at=timezone.now() + timedelta(days=1),
                        closes_at=timezone.now() + timedelta(days=40),
                        decides_on=timezone.localdate() + timedelta(days=50))  # fmt: skip
    at = "calls/spring/"

    def do(name, **more):
        return said(desk, f"{at}do/{name}/", {"version": 0, **more})

    name = f"call-{call.pk}-title"
    part = call.kinds.first()
    assert said(desk, f"{at}languages/fr/", {"version": call.version, name: "Un appel"}) == done(
        f"{at}languages/", "Saved."
    )
    assert said(desk, f"{at}parts/kinds/{part.pk + 999}/shift/", {"up": ""}) == refused(
        f"{at}parts/kinds/", "Someone changed this a moment ago. Reload the page to see it now."
    )
    assert do("back") == done(at, "The call is a draft again.")
    assert do("schedule") == done(at, "The call is scheduled.")
    assert do("schedule") == done(at, "The call is scheduled.")
    assert do("back") == done(at, "The call is a draft again.")
    assert do("extend") == refused(at, "Only an open call gets more time.")
    assert do("schedule") == done(at, "The call is scheduled.")
    assert do("open") == done(at, "The call is open.")
    later = timezone.localtime(call.closes_at + timedelta(days=3))
    more = {"day": later.date().isoformat(), "hour": "17:00"}
    assert do("extend", **more) == done(at, "The call closes later now.")
    assert do("close", reason="enough") == done(at, "The call is closed.")
    assert do("close", reason="enough") == done(at, "The call is closed.")
    made, told = said(desk, "new-call/", {"title": "Autumn", "year": "2028", "like": ""})
    assert (made, told) == done(
        f"calls/{Call.objects.get(title='Autumn').key}/",
        "The call is made. Now go through its sections.",
    )
