"""Local action to try the product with, made by the real verbs. Its words are invented."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User, account_of
from upstander.action.actions.priority import (
    add_evidence,
    agree_priority,
    gather_priority,
    propose_priority,
)
from upstander.action.actions.project import add_part, move_project, plan_project
from upstander.action.actions.scoring import close_round, give_scores, open_round
from upstander.action.actions.summary import agree_summary, write_summary
from upstander.action.actions.survey import answer_survey, make_survey, open_survey
from upstander.action.models import Priority, Project, Survey
from upstander.action.queries.priority import communities_of
from upstander.action.rules.priority import in_a_year
from upstander.action.states import EvidenceKind, ProjectState, SurveyPurpose
from upstander.network.interface import Role, memberships_of
from upstander.partnership.interface import (
    make_demonstration_partners,
    make_demonstration_seats,
    partners_of,
)
from upstander.protocols.interface import make_demonstration_protocol

FILE = Path(__file__).parent.parent / "demonstration.toml"
LANGUAGE = "en"  # of the words in FILE
SINCE = timedelta(days=200)
POINTS = ("importance", "feasibility", "reach")


class Scene(NamedTuple):
    """Where it plays: an organisation, one of the communities that it serves, its coordinator."""

    organisation: Any
    place: Any
    by: User
    today: date

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)


@transaction.atomic
def make_demonstration_action(emails: Sequence[str]) -> bool:
    """All of FILE, for the organisation of the first coordinator of a spoke among these accounts.

    False, and nothing made, where there is none that serves a community, or where its
    organisation has partners already.
    """
    scene = _scene(emails)
    if scene is None or partners_of(scene.organisation, scene.today):
        return False
    told = tomllib.loads(FILE.read_text("utf-8"))
    since = scene.today - SINCE
    organisation, by = scene.organisation, scene.by
    partners = make_demonstration_partners(organisation, told["partners"], since, by=by)
    seats = make_demonstration_seats(organisation, told["seats"], partners, since, by=by)
    survey = _survey(scene, told["survey"])
    agreed = _priorities(scene, told["priorities"], seats, survey)
    make_demonstration_protocol(organisation, [scene.place], partners, told["protocol"], by=by)
    _project(scene, told["project"], partners, agreed[0])
    _summary(scene, told["summary"])
    return True


def _scene(emails: Sequence[str]) -> Scene | None:
    today = timezone.localdate()
    for user in filter(None, map(account_of, emails)):
        for mine in memberships_of(user):
            places = communities_of(mine.organisation)
            if mine.role == Role.SPOKE_COORDINATOR and places:
                return Scene(mine.organisation, places[0], user, today)
    return None


def _survey(scene: Scene, told: Mapping[str, Any]) -> Survey:
    days = {"opens_on": scene.today, "closes_on": scene.ago(-told["days"])}
    words = {"title": told["title"], "intro": told["intro"], "language": LANGUAGE}
    purpose = SurveyPurpose.PRIORITIES
    survey = make_survey(scene.organisation, purpose, {**words, **days}, by=scene.by)
    open_survey(survey, by=scene.by)
    numbers = dict(survey.questions.values_list("standard", "pk"))
    for row in told["answers"]:
        answers = {numbers[name]: value for name, value in row.items()}
        answer_survey(survey, token_urlsafe(24), answers, survey.language)
    return survey


def _priorities(
    scene: Scene, told: Sequence[Mapping[str, Any]], seats: Sequence[Any], survey: Survey
) -> list[Priority]:
    """Proposed, scored by each seat, and agreed where that is told; those that are agreed."""
    rows = [_proposed(scene, one, survey) for one in told]
    found = open_round(scene.organisation, scene.today, scene.ago(-7), by=scene.by)
    for number, seat in enumerate(seats):
        given = {
            row.pk: {**dict(zip(POINTS, one["scores"][number], strict=True)), "words": ""}
            for row, one in zip(rows, told, strict=True)
        }
        give_scores(found, seat, given, by=scene.by)
    close_round(found, by=scene.by)
    days = {"agreed_on": scene.today, "review_on": in_a_year(scene.today)}
    agreed = []
    for row, one in zip(rows, told, strict=True):
        if "agreed_by" in one:
            said = {"agreed_by": one["agreed_by"], "unscored": "", **days}
            agree_priority(row, said, seen=row.version, by=scene.by)
            agreed.append(Priority.objects.get(pk=row.pk))
    return agreed


def _proposed(scene: Scene, told: Mapping[str, Any], survey: Survey) -> Priority:
    names = ("title", "words", "addresses")
    values = {name: told[name] for name in names} | {"institution": told.get("institution", "")}
    places = {"communities": [scene.place]}
    row = gather_priority(scene.organisation, {**values, **places}, by=scene.by)
    for piece in told["evidence"]:
        of = survey if piece["kind"] == EvidenceKind.SURVEY else None
        said = {"kind": piece["kind"], "words": piece["words"], "day": scene.ago(piece["days"])}
        add_evidence(row, {**said, "source": "", "survey": of}, by=scene.by)
    propose_priority(row, by=scene.by)
    return row


def _project(
    scene: Scene, told: Mapping[str, Any], partners: Sequence[Any], priority: Priority
) -> None:
    begins = scene.ago(told["begins"])
    values = {
        "title": told["title"],
        "goal": told["goal"],
        "starts_on": begins,
        "ends_on": begins + timedelta(days=told["lasts"]),
        "budget": None,
        "lead": scene.by,
        "priority": priority,
        "communities": [scene.place],
        "partners": [partners[number] for number in told["partners"]],
    }
    project = plan_project(scene.organisation, values, by=scene.by)
    _parts_of_plan(scene, told, project)
    move_project(project, ProjectState.RUNNING, by=scene.by)
    for row in told["activities"]:
        said = {name: value for name, value in row.items() if name != "days"}
        said |= {"held_on": scene.ago(row["days"]), "cost": None, "is_cancelled": False}
        add_part(project, "activity", said, by=scene.by)


def _parts_of_plan(scene: Scene, told: Mapping[str, Any], project: Project) -> None:
    for row in told["milestones"]:
        day = scene.ago(row["days"])
        said = {"text": row["text"], "due_on": day}
        said["done_on"] = day if day <= scene.today else None
        add_part(project, "milestone", said, by=scene.by)
    sums = {name: Decimal(told["outcome"][name]) for name in ("baseline", "target")}
    outcome = add_part(project, "outcome", {**told["outcome"], **sums}, by=scene.by)
    row = told["measure"]
    said = {"measured_on": scene.ago(row["days"]), "value": Decimal(row["value"])}
    add_part(outcome, "measure", {**said, "how": row["how"]}, by=scene.by)


def _summary(scene: Scene, told: Mapping[str, Any]) -> None:
    """Of last year, agreed."""
    values = {"year": scene.today.year - 1, "reports": told["reports"]}
    values["words"] = told["words"].strip()
    summary = write_summary(scene.organisation, values, by=scene.by)
    agree_summary(summary, seen=summary.version, by=scene.by)
