"""Pages of reviews: what a reviewer and an officer see, in order."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.people import member, sign_in, spoke
from tests.funding.application_made import coordinator_of
from tests.funding.review_made import (
    a_closed_call,
    applications_in,
    given,
    handed_in,
    officer,
    reviewer,
    written,
)
from upstander.funding.actions.check import ask_applicant
from upstander.funding.models import (
    Assignment,
    Call,
    Clarification,
    Conflict,
    Declaration,
    File,
    Score,
)
from upstander.funding.states import AssignmentState, CallState, Condition, ConflictKind
from upstander.network.interface import Role, start_membership

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"funding:{name}", args=args)


class Scene:
    """A closed call with two applications, two reviewers and an officer, signed in."""

    def __init__(self) -> None:
        self.call = a_closed_call(key="one")
        self.first, self.second = applications_in(self.call)
        self.one, self.two, self.officer = reviewer(1), reviewer(2), officer()
        self.hers, self.desk = sign_in(Client(), self.one), sign_in(Client(), self.officer)

    def words(self, points=2, why="A reason.", **other) -> dict[str, str]:
        found = {"seen": "0", "remark": "", "do": "save", **other}
        for line in self.call.criteria.all():
            found |= {f"points-{line.key}": str(points), f"why-{line.key}": why}
        return found


def test_every_page_opens():
    scene = Scene()
    row = handed_in(scene.first, scene.one, scene.officer)
    handed_in(scene.first, scene.two, scene.officer, (4, 0, 4))
    draft = given(scene.second, scene.one, scene.officer)
    written(draft)
    third = Assignment.objects.get(pk=given(scene.second, scene.two, scene.officer).pk)
    hers = [at("reviews"), at("review-declare", "one"), at("review", row.pk)]
    hers += [at(name, draft.pk) for name in ("review", "review-send", "review-give-back")]
    assert {path: scene.hers.get(path).status_code for path in hers} == dict.fromkeys(hers, 200)
    desk = [at(name, "one") for name in ("call-reviews", "calibration", "review-export")]
    desk += [at(name, scene.first.pk) for name in ("check", "check-ask", "application-reviews")]
    desk += [
        at("review-take-back", third.pk),
        at("review-reopen", row.pk),
        at("call-assign", "one"),
    ]
    assert {path: scene.desk.get(path).status_code for path in desk} == dict.fromkeys(desk, 200)


def test_what_was_left_empty_is_said():
    scene = Scene()
    scene.first.answers.all().delete()
    page = scene.desk.get(at("check", scene.first.pk))
    words, asked = page.content.decode(), page.context["read"].answers
    assert words.count("No answer<") == len(asked) > 0
    assert words.count("No partners<") == 1
    led_to = {q.text for q in scene.call.questions.exclude(asked_if=None)}
    assert (len(led_to) > 0, led_to & {row.question.words for row in asked}) == (True, set())


def test_where_reviewers_are_missing_nothing_is_said_of_others_who_are_not_there():
    scene = Scene()
    Call.objects.filter(pk=scene.call.pk).update(reviewers_each=3)
    words = scene.desk.get(at("call-assign", "one")).content.decode()
    assert words.count("1 reviewer is missing here, and there is nobody else to propose.") == 2
    words = scene.desk.get(at("call-reviews", "one")).content.decode()
    assert words.count("3 reviews are still to be given out") == 2


OTHER_ROLES = [role for role in Role if role not in (Role.FUNDER_OFFICER, Role.REVIEWER)]
SECRET = "the heron stood by the green bicycle"
OFFICERS = {"call-reviews", "calibration", "review-export", "call-assign", "call-set-aside"}
OF_APPLICATION = {"check", "check-ask", "check-told", "application-reviews"}
OF_REVIEW = {"review", "review-send", "review-give-back", "review-take-back", "review-reopen"}


def _paths(scene: Scene, row: Assignment) -> dict[str, str]:
    found = {name: at(name, "one") for name in OFFICERS}
    found |= {name: at(name, scene.first.pk) for name in OF_APPLICATION}
    found |= {name: at(name, row.pk) for name in OF_REVIEW}
    found["check-file"] = at("check-file", scene.first.pk, scene.first.pk)
    return found | {"reviews": at("reviews"), "review-declare": at("review-declare", "one")}


def test_words_of_another_are_on_no_page_before_ones_own_is_in():
    scene = Scene()
    handed_in(scene.first, scene.two, scene.officer, (4, 4, 4), SECRET)
    row = given(scene.first, scene.one, scene.officer)
    paths = _paths(scene, row).values()
    seen = [p for p in paths if SECRET in scene.hers.get(p, follow=True).content.decode()]
    assert seen == []
    scene.hers.post(at("review", row.pk), scene.words(why="Mine."))
    assert [p for p in paths if SECRET in scene.hers.get(p).content.decode()] == []
    scene.hers.post(at("review-send", row.pk), {"seen": "1"})
    seen = [p for p in paths if SECRET in scene.hers.get(p).content.decode()]
    assert seen == [at("review", row.pk)]
    page = scene.hers.get(at("review", row.pk)).content.decode()
    assert ("Other reviewer 1" in page, scene.two.name in page) == (True, False)


def test_who_is_too_near_finds_no_page_at_all():
    scene = Scene()
    handed_in(scene.first, scene.two, scene.officer, why=SECRET)
    row = given(scene.first, scene.one, scene.officer)
    paths = _paths(scene, row)
    assert scene.hers.get(paths["review"]).status_code == 200
    start_membership(scene.one, scene.first.organisation, Role.EDITOR, by=None)
    for name in sorted({*OF_REVIEW, *OF_APPLICATION, *OFFICERS, "check-file"} - {"call-set-aside"}):
        for ask in (scene.hers.get, scene.hers.post):
            answer = ask(paths[name])
            assert answer.status_code in (404, 405), name
            assert answer.status_code == 404 or name in READ_ONLY, name
    for name in ("reviews", "review-declare"):
        page = scene.hers.get(paths[name]).content.decode()
        assert (SECRET in page, paths["review"] in page) == (False, False)
    start_membership(scene.officer, scene.first.organisation, Role.EDITOR, by=None)
    for name in sorted({*OF_REVIEW, *OF_APPLICATION, "check-file"} - {"application-reviews"}):
        assert scene.desk.get(paths[name]).status_code == 404, name
    shown = ("call-reviews", "calibration", "review-export", "call-assign")
    assert [n for n in shown if SECRET in scene.desk.get(paths[n]).content.decode()] == []


READ_ONLY = {"call-reviews", "calibration", "review-export", "application-reviews", "check-file"}


@pytest.mark.parametrize("role", OTHER_ROLES)
def test_no_other_role_finds_a_review(role):
    scene = Scene()
    row = handed_in(scene.first, scene.one, scene.officer, why=SECRET)
    client = sign_in(Client(), member(role, spoke(40), "other@example.org"))
    paths = _paths(scene, row)
    for name in sorted(set(paths) - {"reviews", "call-set-aside"}):
        assert client.get(paths[name]).status_code == 404, name
    assert client.post(paths["call-set-aside"]).status_code == 404
    assert SECRET not in client.get(paths["reviews"]).content.decode()


def test_another_reviewer_finds_no_page_of_it():
    scene = Scene()
    row = handed_in(scene.first, scene.one, scene.officer, why=SECRET)
    other = sign_in(Client(), scene.two)
    paths = _paths(scene, row)
    for name in sorted(set(paths) - {"reviews", "review-declare", "call-set-aside"}):
        assert other.get(paths[name]).status_code == 404, name


def test_before_she_said_that_she_is_free_only_names_are_shown():
    scene = Scene()
    scene.first.title = SECRET
    scene.first.save()
    row = given(scene.first, scene.one, scene.officer)
    Declaration.objects.all().delete()
    for path in _paths(scene, row).values():
        page = scene.hers.get(path, follow=True).content.decode()
        assert SECRET not in page, path
    answer = scene.hers.get(at("review", row.pk))
    assert (answer.status_code, answer["Location"]) == (302, at("review-declare", "one"))
    answer = scene.hers.post(at("review-declare", "one"), {f"a-{scene.first.pk}": "free"})
    assert "What you chose is kept" in answer.content.decode()
    both = {f"a-{scene.first.pk}": "free", f"a-{scene.second.pk}": "near"}
    scene.hers.post(at("review-declare", "one"), both)
    assert (Declaration.objects.get().application, Conflict.objects.get().kind) == (
        scene.first,
        ConflictKind.DECLARED,
    )
    assert SECRET in scene.hers.get(at("review", row.pk)).content.decode()


def test_a_review_is_saved_looked_at_and_handed_in():
    scene = Scene()
    row = given(scene.first, scene.one, scene.officer)
    path = at("review", row.pk)
    answer = scene.hers.post(path, {**scene.words(do="send"), "why-partnerships": " "})
    page = answer.content.decode()
    assert ("Say in a sentence why" in page, "A reason." in page) == (True, True)
    assert 'name="seen" value="1"' in page
    answer = scene.hers.post(path, scene.words(do="send", seen="1"))
    assert answer["Location"] == at("review-send", row.pk)
    assert "A reason." in scene.hers.get(answer["Location"]).content.decode()
    for _ in range(2):  # a double press
        answer = scene.hers.post(at("review-send", row.pk), {"seen": "2"})
        assert answer["Location"] == path
    assert Assignment.objects.get(pk=row.pk).state == AssignmentState.SUBMITTED
    page = scene.hers.post(path, scene.words(seen="2"), follow=True).content.decode()
    assert "This review is handed in" in page


def test_two_windows_keep_the_words_of_both():
    scene = Scene()
    row = given(scene.first, scene.one, scene.officer)
    path = at("review", row.pk)
    scene.hers.post(path, scene.words(why="First window."))
    page = scene.hers.post(path, scene.words(why="Second window.")).content.decode()
    assert ("in another window" in page, "Second window." in page) == (True, True)
    assert set(Score.objects.values_list("justification", flat=True)) == {"First window."}
    scene.hers.post(path, scene.words(why="Second window.", seen="1"))
    assert set(Score.objects.values_list("justification", flat=True)) == {"Second window."}


def test_an_officer_gives_out_changes_and_takes_back():
    scene = Scene()
    page = scene.desk.get(at("call-assign", "one"))
    form = page.context["form"]
    data = {"seen": page.context["board"].seen, "due_on": "2199-01-01"}
    data |= {f.html_name: f.value() for _row, fields in form.rows() for f in fields}
    same = {**data, f"r-{scene.first.pk}-1": data[f"r-{scene.first.pk}-0"]}
    page = scene.desk.post(at("call-assign", "one"), same).content.decode()
    assert "only once" in page
    scene.desk.post(at("call-assign", "one"), data)
    assert Assignment.objects.count() == 4
    page = scene.desk.post(at("call-assign", "one"), {"seen": "old", "due_on": "2199-01-01"})
    assert "meanwhile" in page.content.decode()
    row = Assignment.objects.first()
    page = scene.desk.post(at("review-take-back", row.pk), {"reason": ""}).content.decode()
    assert "Choose a reason." in page
    for _ in range(2):
        scene.desk.post(at("review-take-back", row.pk), {"reason": "time"})
    assert Assignment.objects.get(pk=row.pk).state == AssignmentState.RETURNED


def test_whose_conflict_arises_is_set_aside_by_a_press():
    scene = Scene()
    given(scene.first, scene.one, scene.officer)
    start_membership(scene.one, scene.first.organisation, Role.EDITOR, by=None)
    assert "has a conflict by now" in scene.desk.get(at("call-reviews", "one")).content.decode()
    page = scene.desk.post(at("call-set-aside", "one"), follow=True).content.decode()
    assert "1 review taken back." in page


def test_a_review_is_given_back_and_opened_again():
    scene = Scene()
    row = handed_in(scene.first, scene.one, scene.officer)
    scene.desk.post(at("review-reopen", row.pk), {"reason": "unclear"})
    page = scene.hers.get(at("reviews")).content.decode()
    assert "A reason is not clear" in page
    page = scene.hers.post(at("review-give-back", row.pk), {"reason": "changed"}).content.decode()
    assert "Select a valid choice" in page
    scene.hers.post(at("review-give-back", row.pk), {"reason": "time"})
    assert scene.hers.get(at("review", row.pk)).status_code == 404
    assert "I do not have the time" in scene.desk.get(at("call-reviews", "one")).content.decode()


def _check(scene: Scene, **other) -> dict[str, str]:
    return {"seen": "0", **{f"is-{key}": "ok" for key in Condition.values}, **other}


def test_who_is_turned_away_reads_why_and_never_who_reviewed():
    scene = Scene()
    handed_in(scene.first, scene.one, scene.officer)
    path = at("check", scene.first.pk)
    page = scene.desk.post(path, _check(scene, decision="ineligible")).content.decode()
    assert "Write why" in page
    why = "Your region is not in this call."
    scene.desk.post(path, _check(scene, decision="ineligible", words=why))
    page = scene.desk.post(path, _check(scene, decision="eligible")).content.decode()
    assert "Someone else checked" in page
    hers = sign_in(Client(), coordinator_of(scene.first.organisation))
    told = hers.get(at("check-told", scene.first.pk)).content.decode()
    assert (why in told, "Reviewer 1" in told) == (True, False)


def test_a_question_is_answered_at_the_desk():
    scene = Scene()
    today = timezone.localdate().isoformat()
    page = scene.desk.post(at("check-ask", scene.first.pk), {"question": "Who cooks?",
                                                             "due_on": "2020-01-01"})  # fmt: skip
    assert ("still to come" in page.content.decode(), "Who cooks?" in page.content.decode()) == (
        True,
        True,
    )
    scene.desk.post(at("check-ask", scene.first.pk), {"question": "Who cooks?", "due_on": today})
    asked = Clarification.objects.get()
    hers, path = (
        sign_in(Client(), coordinator_of(scene.first.organisation)),
        at("check-told", scene.first.pk),
    )
    assert "Who cooks?" in hers.get(path).content.decode()
    hers.post(path, {"number": asked.pk, "answer": "All of us."})
    late = hers.post(path, {"number": asked.pk, "answer": "Only Ada."}).content.decode()
    assert ("Only Ada." in late, "answered already" in late) == (True, True)
    row = given(scene.first, scene.one, scene.officer)
    assert "All of us." in scene.hers.get(at("review", row.pk)).content.decode()


def test_a_file_is_for_those_who_may_read():
    scene = Scene()
    row = given(scene.first, scene.one, scene.officer)
    kept = File.objects.create(
        application=scene.first, question=scene.call.questions.get(key="letter"), name="letter.txt",
        kind="text/plain", size=5, data=b"words", added_by=scene.first.started_by,
        added_at=timezone.now(),
    )  # fmt: skip
    path = at("check-file", scene.first.pk, kept.pk)
    answer = scene.hers.get(path)
    assert (answer.content, answer["X-Content-Type-Options"]) == (b"words", "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="letter.txt"'
    assert path in scene.hers.get(at("review", row.pk)).content.decode()
    assert scene.desk.get(path).status_code == 200
    assert sign_in(Client(), scene.two).get(path).status_code == 404


def test_the_sheet_comes_as_a_file():
    scene = Scene()
    handed_in(scene.first, scene.one, scene.officer, why="=1+1")
    answer = scene.desk.get(at("review-export", "one"))
    assert answer["Content-Disposition"] == 'attachment; filename="one-reviews.csv"'
    assert ",'=1+1," in answer.content.decode("utf-8-sig")


def test_what_is_over_is_not_changed_any_more():
    scene = Scene()
    row = handed_in(scene.first, scene.one, scene.officer)
    Call.objects.update(state=CallState.DECIDED)
    assert scene.hers.get(at("review-declare", "one")).status_code == 404
    assert scene.hers.get(at("review-give-back", row.pk)).status_code == 404
    assert scene.desk.get(at("call-assign", "one"))["Location"] == at("call-reviews", "one")
    assert scene.desk.get(at("check-ask", scene.first.pk))["Location"] == at(
        "check", scene.first.pk
    )
    scene.desk.post(at("review-reopen", row.pk), {"reason": "asked"})
    scene.desk.post(at("call-set-aside", "one"))
    assert Assignment.objects.get(pk=row.pk).state == AssignmentState.SUBMITTED


def test_a_review_that_was_not_finished_in_time_is_closed():
    scene = Scene()
    row = given(scene.first, scene.one, scene.officer)
    sent = scene.hers.get(at("review-send", row.pk))
    assert (sent.status_code, sent["Location"]) == (302, at("review", row.pk))  # nothing is written
    written(row)
    assert scene.hers.get(at("review-send", row.pk)).status_code == 200
    Call.objects.update(state=CallState.DECIDED)
    assert scene.hers.get(at("review", row.pk)).status_code == 404
    told = scene.hers.post(at("review-send", row.pk), {"seen": "1"})
    assert (told.status_code, told["Location"]) == (302, at("review", row.pk))
    assert Assignment.objects.get(pk=row.pk).state == AssignmentState.STARTED


def test_an_answer_goes_to_the_question_below_which_it_was_written():
    scene, today = Scene(), timezone.localdate()
    for question in ("Who cooks?", "Who sings?"):
        ask_applicant(scene.first, question, today, by=scene.officer)
    first, second = scene.first.clarifications.all()
    hers = sign_in(Client(), coordinator_of(scene.first.organisation))
    path = at("check-told", scene.first.pk)
    told = hers.post(path, {"number": second.pk, "answer": ""})
    assert [form.is_bound for _row, form, _over in told.context["rows"]] == [False, True]
    hers.post(path, {"number": second.pk, "answer": "Ada."})
    answers = dict(scene.first.clarifications.values_list("question", "answer"))
    assert answers == {first.question: "", second.question: "Ada."}
