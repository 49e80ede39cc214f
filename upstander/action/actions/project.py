"""Projects are planned, changed, begun and ended; their parts are written; photos are kept."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.actions.survey import make_feedback_survey
from upstander.action.models import (
    Activity,
    Measure,
    Milestone,
    Note,
    Outcome,
    Photo,
    Project,
    Survey,
)
from upstander.action.queries.project import (
    communities_to_choose,
    locked_project,
    partners_to_choose,
    people_to_choose,
    priorities_to_choose,
)
from upstander.action.rules.project import (
    are_own,
    fits,
    is_period,
    may_add_photo,
    may_ask,
    may_change,
    may_move,
    may_plan,
    may_record,
    may_remove_part,
    may_start,
    may_write_part,
    says_why,
)
from upstander.action.states import PROJECT_MOVES, ProjectState
from upstander.audit.interface import record
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.interface import memberships_of

PARTS: dict[str, type[Model]] = {
    "milestone": Milestone,
    "activity": Activity,
    "outcome": Outcome,
    "measure": Measure,
    "note": Note,
}
FOUR_WEEKS = timedelta(weeks=4)
MANY = ("communities", "partners")
VERBS = {
    ProjectState.RUNNING: "project.started",
    ProjectState.DONE: "project.finished",
    ProjectState.STOPPED: "project.stopped",
    ProjectState.WITHDRAWN: "project.withdrawn",
}


@transaction.atomic
def plan_project(organisation: Any, values: Mapping[str, Any], *, by: User) -> Project:
    """A new project, planned. `values` are the fields of a Project, communities and partners."""
    may_plan(list(memberships_of(by)), organisation.pk)
    _must_fit(organisation, values, None)
    # A second press waits here for the first, and then finds what it made.
    type(organisation).objects.select_for_update(no_key=True).get(pk=organisation.pk)
    plain = {name: value for name, value in values.items() if name not in MANY}
    same = Project.objects.filter(
        organisation=organisation, state=ProjectState.PLANNED, version=0, **plain
    ).first()
    if same:
        return same  # a second press of the same button
    reference = _free_reference(organisation)
    project = Project.objects.create(organisation=organisation, reference=reference, **plain)
    for name in MANY:
        getattr(project, name).set(values[name])
    _record("project.planned", project, by)
    return project


def _free_reference(organisation: Any) -> str:
    """The key of the organisation and a number. Its row is locked, so that none is taken twice."""
    taken = set(organisation.projects.values_list("reference", flat=True))
    numbers = range(len(taken) + 1, 2 * len(taken) + 2)
    return next(name for n in numbers if (name := f"{organisation.key}-{n}") not in taken)


def _must_fit(organisation: Any, values: Mapping[str, Any], project: Project | None) -> None:
    is_period(values["starts_on"], values["ends_on"])
    today = timezone.localdate()
    are_own(values["communities"], list(communities_to_choose(organisation.pk, project)))
    are_own(values["partners"], list(partners_to_choose(organisation, today, project)))
    if values["priority"]:
        are_own([values["priority"]], list(priorities_to_choose(organisation.pk, project)))
    if values["lead"]:
        are_own([values["lead"]], list(people_to_choose(organisation.pk, project)))


@transaction.atomic
def change_project(project: Project, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Another plan. `seen` is the version that her page was drawn from."""
    project = locked_project(project.pk)
    may_change(list(memberships_of(by)), project)
    _must_fit(project.organisation, values, project)
    plain = {name: value for name, value in values.items() if name not in MANY}
    _write(project, plain, seen)
    for name in MANY:
        getattr(project, name).set(values[name])
    _record("project.changed", project, by)


def _write(row: Any, values: Mapping[str, Any], seen: int) -> None:
    """Nobody writes over what was saved meanwhile."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=seen)
    if rows.update(**values, version=seen + 1) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


@transaction.atomic
def move_project(project: Project, to: ProjectState, reason: str = "", *, by: User) -> None:
    """It begins, ends, is stopped or withdrawn."""
    seen, project = project.state, locked_project(project.pk)
    if project.state != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    may_move(list(memberships_of(by)), project, to)
    if to == ProjectState.RUNNING:
        may_start(project.outcomes.count())
    says_why(to, reason)
    move(project, to=to, moves=PROJECT_MOVES, reason=reason.strip())
    _record(VERBS[to], project, by)


@transaction.atomic
def add_part(
    parent: Any, name: str, values: Mapping[str, Any], *, by: User, once: bool = True
) -> Any:
    """A milestone, activity, outcome or note of a project, or a measure of an outcome.

    `once`: the same values again are a second press of the same button, and make no second row.
    """
    holder = "outcome" if name == "measure" else "project"
    project = locked_project(parent.pk if holder == "project" else parent.project_id)
    may_write_part(list(memberships_of(by)), project, name)
    fits(name, dict(values), timezone.localdate())
    try:
        with transaction.atomic():
            found = {holder: parent, **values}
            rows = PARTS[name]._default_manager
            same = rows.filter(**found).first() if once else None
            row = same or rows.create(**found)
    except IntegrityError as error:
        raise NotAllowed(_("There is a measure of that day. Change that one.")) from error
    if same is None:
        _record(f"project.{name}_added", project, by, part=row.pk)
    return row


@transaction.atomic
def change_part(row: Any, name: str, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Other words of a part. `seen` is the version that her page was drawn from."""
    project = locked_project(project_of(row).pk)
    may_write_part(list(memberships_of(by)), project, name)
    fits(name, dict(values), timezone.localdate())
    try:
        with transaction.atomic():
            _write(row, values, seen)
    except IntegrityError as error:
        raise NotAllowed(_("There is a measure of that day. Change that one.")) from error
    _record(f"project.{name}_changed", project, by, part=row.pk)


@transaction.atomic
def remove_part(row: Any, name: str, *, by: User) -> None:
    """Out of a plan that has not begun."""
    project = locked_project(project_of(row).pk)
    may_remove_part(list(memberships_of(by)), project)
    _record(f"project.{name}_removed", project, by, part=row.pk)
    row.delete()


@transaction.atomic
def ask_who_came(activity: Activity, language: str, *, by: User) -> Survey:
    """The feedback form of an activity, open for four weeks; the same one if there is one.

    `language` is the one that the title of the activity is in.
    """
    project, today = locked_project(activity.project_id), timezone.localdate()
    may_record(list(memberships_of(by)), project)
    may_ask(activity, today)
    values = {
        "language": language,
        "intro": activity.title,
        "opens_on": today,
        "closes_on": today + FOUR_WEEKS,
    }
    return make_feedback_survey(project.organisation, f"activity:{activity.pk}", values, by=by)


def project_of(row: Any) -> Project:
    """The project that a part belongs to."""
    found: Project = row.outcome.project if isinstance(row, Measure) else row.project
    return found


@transaction.atomic
def add_photo(activity: Activity, file: Clean, values: Mapping[str, Any], *, by: User) -> None:
    """Keep a cleaned photo. `values` are what it shows, the consent, how, and if it is public."""
    project = locked_project(activity.project_id)
    may_record(list(memberships_of(by)), project)
    kept = activity.photos.filter(gone_at=None)
    if any(bytes(row.data) == file.data for row in kept.filter(size=len(file.data))):
        return  # a second press of the same button
    may_add_photo(values["consent"], values["how"], kept.count())
    row = Photo.objects.create(
        activity=activity, kind=file.media_type, size=len(file.data), data=file.data,
        added_by=by, added_at=timezone.now(), **values,
    )  # fmt: skip
    _record("project.photo_added", project, by, photo=str(row.pk), consent=row.consent)


@transaction.atomic
def show_photo(photo: Photo, *, is_public: bool, by: User) -> None:
    """Show a photo to everyone, or no longer."""
    project = locked_project(photo.activity.project_id)
    may_record(list(memberships_of(by)), project)
    rows = Photo.objects.filter(pk=photo.pk, gone_at=None)
    if not rows.update(is_public=is_public):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    verb = "project.photo_shown" if is_public else "project.photo_hidden"
    _record(verb, project, by, photo=str(photo.pk))


@transaction.atomic
def take_out_photo(photo: Photo, *, by: User) -> None:
    """Consent was taken back, or it was a mistake: the picture goes, whatever the state."""
    project = locked_project(photo.activity.project_id)
    may_plan(list(memberships_of(by)), project.organisation_id)
    nothing = {"data": b"", "size": 0, "is_public": False, "shows": "", "how": ""}
    rows = Photo.objects.filter(pk=photo.pk, gone_at=None)
    if not rows.update(gone_at=timezone.now(), **nothing):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    _record("project.photo_taken_out", project, by, photo=str(photo.pk))


def _record(verb: str, project: Project, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"project:{project.pk}", facts=facts)
