"""Pages of reviews: what a reviewer and an officer see, in order."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.people import sign_in
from tests.funding.review_made import (
    a_closed_call,
    applications_in,
    given,
    handed_in,
    officer,
    reviewer,
    written,
)
from upstander.funding.models import Assignment

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
