"""All that the home of funding says, word for word, to each who has something to do there."""

from datetime import timedelta

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import (
    a_draft_application,
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import officer
from tests.funding.call_made import a_draft_call, an_open_call
from tests.funding.review_made import given, handed_in, reviewer
from tests.funding.telling import NIGHT, TODAY
from upstander.funding.actions.check import answer_clarification, ask_applicant
from upstander.funding.models import Assignment
from upstander.funding.queries.check import asked_of
from upstander.funding.queries.home import panels_for

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WEEK = NIGHT + 7 * DAY
ON = "Open for applications"
JUDGED = "Closed, being reviewed"
ENDS = "Closes on April 9, 2027, 12:30 a.m."


def _told(user, at=NIGHT):
    """By title: the rows, what is said where there is none, and the address of more."""
    return {
        str(panel.title): (
            [
                (
                    str(r.text),
                    r.url.removeprefix("/desk/funding/"),
                    str(r.note),
                    r.is_late,
                    r.is_waiting,
                )
                for r in panel.rows
            ],
            str(panel.empty),
            panel.more and panel.more[1],
        )
        for panel in panels_for(user, at)
    }


def test_what_the_funder_reads_of_calls(telling):
    a_draft_call(title="Draft", key="draft")
    for title, opens_at in [("Tomorrow", NIGHT + DAY), ("Due", NIGHT - 9 * MINUTE),
                            ("Stuck", NIGHT - 10 * MINUTE)]:  # fmt: skip
        later = {"opens_at": opens_at, "closes_at": NIGHT + 30 * DAY}
        a_draft_call(title=title, key=title, state="scheduled", **later)
    ends = {"Soon": WEEK, "Later": WEEK + MINUTE, "Endless": None, "Over": NIGHT - 9 * MINUTE,
            "Long": NIGHT - 10 * MINUTE}  # fmt: skip
    for title, closes_at in ends.items():
        an_open_call(title=title, key=title, closes_at=closes_at)
    for title, decides_on in [("Today", TODAY), ("Yesterday", TODAY - DAY), ("Never", None)]:
        a_draft_call(title=title, key=title, state="closed", decides_on=decides_on)
    a_draft_call(title="Decided", key="Decided", state="decided", decides_on=TODAY - DAY)
    a_draft_call(title="Published", key="Published", state="published")
    calls = [
        ("Stuck", "Scheduled · Opens on March 9, 2027, 11:20 p.m.", True, True),
        ("Long", f"{ON} · Closes on March 9, 2027, 11:20 p.m.", True, True),
        ("Soon", f"{ON} · Closes on March 17, 2027, 12:30 a.m.", False, True),
        ("Draft", "Draft", False, True),
        ("Tomorrow", "Scheduled · Opens on March 10, 2027, 11:30 p.m.", False, False),
        ("Due", "Scheduled · Opens on March 9, 2027, 11:21 p.m.", False, False),
        ("Endless", ON, False, False),
        ("Later", f"{ON} · Closes on March 17, 2027, 12:31 a.m.", False, False),
        ("Over", f"{ON} · Closes on March 9, 2027, 11:21 p.m.", False, False),
        ("Never", JUDGED, False, False),
        ("Today", f"{JUDGED} · Decision by March 9, 2027", False, False),
        ("Yesterday", f"{JUDGED} · Decision by March 8, 2027", False, False),
    ]
    assert _told(officer()) == {
        "My calls": (
            [
                (f"{c} (2027)", f"calls/{'draft' if c == 'Draft' else c}/", *rest)
                for c, *rest in calls
            ],
            "There is no call now. Make one, and organisations can apply.",
            "/desk/funding/calls/",
        ),
        "Applications received": ([], "No application has been sent yet.", None),
        "Reviews": (
            [
                (call, f"reviews/calls/{call}/", "0 of 0 reviews handed in", False, False)
                for call in ("Never", "Today", "Yesterday")
            ],
            "",
            None,
        ),
        "Sharing out the money": (
            [
                ("Yesterday", "calls/Yesterday/money/", JUDGED, True, True),
                ("Decided", "calls/Decided/money/", "Decided", False, True),
                ("Never", "calls/Never/money/", JUDGED, False, True),
                ("Today", "calls/Today/money/", JUDGED, False, True),
            ],
            "Nothing to share out now.",
            None,
        ),
        "Awards": ([], "No award waits for you.", "/desk/funding/awards/"),
    }


def _applied(telling):
    """Twenty days ago: calls, when each closes, and applications by the name of the call.

    Each is begun a minute after the one before: those of calls that close together stand so.
    """
    telling.at -= 20 * DAY
    closes = {"A": WEEK, "B": WEEK + MINUTE, "C": NIGHT, "D": None, "E": NIGHT + DAY,
              "F": NIGHT + DAY - MINUTE, "G": WEEK, "H": WEEK, "I": WEEK}  # fmt: skip
    calls = {key: an_open_call(title=key, key=key, closes_at=at) for key, at in closes.items()}
    found = {"A": a_draft_application(calls["A"], spoke())}
    for key in "BCDEF":
        telling.at += MINUTE
        found[key] = a_whole_application(calls[key], spoke())
    telling.at += MINUTE
    found["G"] = a_sent_application(calls["G"], spoke())
    telling.at += MINUTE
    found["H"] = a_draft_application(calls["H"], spoke(), state="withdrawn")
    found["other I"] = a_draft_application(calls["I"], spoke(1))
    later = {"opens_at": NIGHT, "closes_at": WEEK}
    a_draft_call(title="Due", key="Due", state="scheduled", **later)
    a_draft_call(
        title="Not due", key="N", state="scheduled", **{**later, "opens_at": NIGHT + MINUTE}
    )
    for state in ("closed", "decided", "published"):
        call = an_open_call(title=state, key=state, state=state, closes_at=NIGHT - DAY)
        telling.at += MINUTE
        found[state] = a_sent_application(call, spoke())
        found[f"other {state}"] = a_draft_application(call, spoke(1))
    return calls, closes, found


def test_what_an_organisation_reads_of_calls_and_applications(telling):
    writes, other = worker_of(spoke()), worker_of(spoke(1))
    calls, closes, found = _applied(telling)
    telling.at = NIGHT
    ready, none = "ready to be signed", "No award was made for this application."
    rows = [
        ("F", f"{ready} · 0 days left", True, True),
        ("E", f"{ready} · 1 day left", True, True),
        ("A", "8 missing · 7 days left", True, True),
        ("B", f"{ready} · 7 days left", False, True),
        ("D", f"{ready} · no last day", False, True),
        ("closed", "Sent · \u20682027-0002\u2069", False, False),
        ("C", f"{ready} · the call is closed", False, False),
        ("G", "Sent · \u20682027-0001\u2069", False, False),
        ("H", "Withdrawn", False, False),
        ("decided", none, False, False),
        ("published", none, False, False),
    ]

    def row(text, note, *flags, prefix=""):
        at = f"applications/{found[prefix + text].pk}/"
        return (f"Spoke {1 if prefix else 0}: {text} (2027)", at, note, *flags)

    mine = ("Your organisation has no application now.", "/desk/funding/apply/")
    nothing = ("No call is open that your organisation has not begun to apply to.", None)
    on_week = "Closes on March 17, 2027, 12:30 a.m."
    assert _told(writes) == {
        "My applications": ([row(*one) for one in rows], *mine),
        "Open calls": (
            [(f"{key} (2027)", "apply/", on_week, False, False) for key in ("Due", "I")], *nothing,
        ),
    }  # fmt: skip
    days = {key: call.closes_at for key, call in calls.items()}
    assert days == closes
    assert _told(other)["My applications"] == (
        [
            row("I", "8 missing · 7 days left", True, True, prefix="other "),
            row("closed", "8 missing · the call is closed", False, False, prefix="other "),
        ],
        *mine,
    )
    shown = [text for text, *_rest in _told(other)["Open calls"][0]]
    assert shown == [f"{key} (2027)" for key in ("Due", "A", "B", "D", "E", "F", "G", "H")]


def _is_received(told, applications):
    progress = "1 of 3 reviews handed in · 7 reviews are still to be given out"
    assert told["Reviews"][0] == [("Closed", "reviews/calls/Closed/", progress, True, True)]
    at = "Closed · March 9, 2027, 10:30 p.m. (Pacific Time)"
    assert told["Applications received"][0] == [
        (f"\u20682027-000{n}\u2069 {row.organisation}", f"applications/{row.pk}/", at, False, False)
        for n, row in enumerate(applications, 1)
    ]


def _reviews_waiting(late, today):
    return {
        "My reviews": (
            [
                ("Spoke 6", f"reviews/{late.pk}/", "due March 8, 2027", True, True),
                ("Conflicts of interest", "reviews/conflicts/Closed/", "Closed", False, True),
                ("Spoke 5", f"reviews/{today.pk}/", "due March 9, 2027", False, True),
            ],
            "Nothing waits for you. When the funder gives you an application to review,"
            " it stands here.",
            "/desk/funding/reviews/",
        )
    }


def test_what_partners_and_applicants_are_asked(telling):
    signs, one, ada = coordinator_of(spoke(1)), officer(), reviewer()
    call, closed = (an_open_call(title=t, key=t, state=t.lower()) for t in ("Open", "Closed"))
    drafts = [a_draft_application(call, spoke(n)) for n in (2, 3, 4)]
    asked, said, _named = (
        a_partner(draft, spoke(1), state)
        for draft, state in zip(drafts, ("asked", "confirmed", "named"), strict=True)
    )
    sent = a_sent_application(closed, spoke(1))
    for question, day in [("How?", TODAY), ("When?", TODAY + DAY), ("Who?", TODAY)]:
        ask_applicant(sent, question, day, by=one)
    answer_clarification(sent.clarifications.get(question="How?"), "So.", by=signs)
    assert [row.question for row in asked_of(signs)] == ["Who?", "When?", "How?"]
    others = [a_sent_application(closed, spoke(n)) for n in (5, 6, 7, 8)]
    today, late = given(others[0], ada, one, TODAY), given(others[1], ada, one, TODAY + DAY)
    handed_in(others[2], ada, one)
    Assignment.objects.filter(pk=late.pk).update(due_on=TODAY - DAY)
    assert _told(signs) == {
        "Partnerships to confirm": (
            [
                ("Spoke 2: Open", f"partnerships/{asked.pk}/", "Asked", False, True),
                ("Spoke 3: Open", f"partnerships/{said.pk}/", "Confirmed", False, False),
            ],
            "",
            None,
        ),
        "Questions of the funder": (
            [
                ("Closed", f"checks/{sent.pk}/told/", f"answer by March {n}, 2027", False, True)
                for n in (9, 10)
            ],
            "",
            None,
        ),
        "My applications": (
            [("Spoke 1: Closed (2027)", f"applications/{sent.pk}/",
              "Sent · \u20682027-0001\u2069", False, False)],
            "Your organisation has no application now.", "/desk/funding/apply/",
        ),
        "Open calls": (
            [("Open (2027)", "apply/", ENDS, False, False)],
            "No call is open that your organisation has not begun to apply to.",
            None,
        ),
    }  # fmt: skip
    tomorrow = _told(signs, NIGHT + DAY)["Questions of the funder"]
    assert [note for _text, _url, note, *_flags in tomorrow[0]] == ["answer by March 10, 2027"]
    assert _told(ada) == _reviews_waiting(late, today)
    _is_received(_told(one), [sent, *others])
