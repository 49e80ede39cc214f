"""States and kinds of local action, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SurveyPurpose(models.TextChoices):
    """What a short survey is made for."""

    PRIORITIES = "priorities", _("Find local priorities")
    FEEDBACK = "feedback", _("Feedback on something that we did")


class SurveyState(models.TextChoices):
    """From the first question to the last answer."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")


SURVEY_MOVES = {
    SurveyState.DRAFT: (SurveyState.OPEN,),
    SurveyState.OPEN: (SurveyState.CLOSED,),
    SurveyState.CLOSED: (SurveyState.OPEN,),  # for as long as its last day is not over
}


class AskedAs(models.TextChoices):
    """How a question of a survey is answered."""

    CHOICE = "choice", _("Choice")
    SCALE = "scale", _("From 1 to 5")
    TEXT = "text", _("Text")


class Institution(models.TextChoices):
    """Which institution or system is to change. All but the last are systemic."""

    SCHOOL = "school", _("Schools and colleges")
    HEALTH = "health", _("Health care")
    JUSTICE = "justice", _("Police and justice")
    PUBLIC = "public", _("City hall and public services")
    WORK = "work", _("Work and employers")
    SHOPS = "shops", _("Shops and services")
    HOUSING = "housing", _("Housing")
    MEDIA = "media", _("Media and online")
    PLACES = "places", _("Public places and transport")
    EVERYONE = "everyone", _("Everyone here")


class PriorityState(models.TextChoices):
    """From what people said to what came of it."""

    GATHERED = "gathered", pgettext_lazy("priority", "Gathered")
    PROPOSED = "proposed", pgettext_lazy("priority", "Proposed")
    AGREED = "agreed", pgettext_lazy("priority", "Agreed")
    DONE = "done", pgettext_lazy("priority", "Done")
    SET_ASIDE = "set_aside", pgettext_lazy("priority", "Set aside")


PRIORITY_MOVES = {
    PriorityState.GATHERED: (PriorityState.PROPOSED, PriorityState.SET_ASIDE),
    PriorityState.PROPOSED: (
        PriorityState.GATHERED,
        PriorityState.AGREED,
        PriorityState.SET_ASIDE,
    ),
    PriorityState.AGREED: (PriorityState.DONE, PriorityState.SET_ASIDE),
    PriorityState.DONE: (),
    PriorityState.SET_ASIDE: (PriorityState.GATHERED,),
}
# Written freely until it is agreed; after that by a review, which says why.
WRITTEN_PRIORITY_STATES = (PriorityState.GATHERED, PriorityState.PROPOSED)
PUBLIC_PRIORITY_STATES = (PriorityState.AGREED, PriorityState.DONE)


class EvidenceKind(models.TextChoices):
    """Where it is known from that something matters here."""

    CONVERSATION = "conversation", _("Community conversation")
    SURVEY = "survey", _("Survey")
    NUMBERS = "numbers", _("Our own numbers")
    SOURCE = "source", _("Published source")


# What the desk itself counted is told as a number from here on; below, as “fewer than”.
LEAST_FIGURE = 10


class RoundState(models.TextChoices):
    """A round of scoring runs, or is over."""

    OPEN = "open", pgettext_lazy("scoring", "Open")
    CLOSED = "closed", pgettext_lazy("scoring", "Closed")


ROUND_MOVES = {RoundState.OPEN: (RoundState.CLOSED,), RoundState.CLOSED: ()}


class ReviewOutcome(models.TextChoices):
    """What a yearly review of a priority found."""

    CONFIRM = "confirm", _("It stays as it is")
    CHANGE = "change", _("It stays, in other words")
    DONE = "done", _("It is done")
    SET_ASIDE = "set_aside", _("It is set aside")


class ProjectState(models.TextChoices):
    """From a plan to what came of it."""

    PLANNED = "planned", pgettext_lazy("project", "Planned")
    RUNNING = "running", pgettext_lazy("project", "Running")
    DONE = "done", pgettext_lazy("project", "Done")
    STOPPED = "stopped", pgettext_lazy("project", "Stopped")
    WITHDRAWN = "withdrawn", pgettext_lazy("project", "Withdrawn")


PROJECT_MOVES = {
    ProjectState.PLANNED: (ProjectState.RUNNING, ProjectState.WITHDRAWN),
    ProjectState.RUNNING: (ProjectState.DONE, ProjectState.STOPPED),
    ProjectState.DONE: (),
    ProjectState.STOPPED: (),
    ProjectState.WITHDRAWN: (),
}
# The plan may change as long as the work goes on; what happened is written afterwards too.
PLAN_STATES = (ProjectState.PLANNED, ProjectState.RUNNING)
STARTED_STATES = (ProjectState.RUNNING, ProjectState.DONE, ProjectState.STOPPED)
RECORD_STATES = (ProjectState.PLANNED, *STARTED_STATES)
PUBLIC_PROJECT_STATES = (ProjectState.RUNNING, ProjectState.DONE)


class ActivityKind(models.TextChoices):
    """What people come together for."""

    WORKSHOP = "workshop", _("Workshop")
    TALK = "talk", pgettext_lazy("activity", "Talk")
    TRAINING = "training", _("Training")
    EVENT = "event", _("Event")
    MEETING = "meeting", _("Meeting")
    CAMPAIGN = "campaign", _("Campaign")
    OTHER = "other", _("Something else")


class NoteKind(models.TextChoices):
    """What a project's log tells of."""

    RISK = "risk", pgettext_lazy("project", "Risk")
    CHANGE = "change", pgettext_lazy("project", "Change")


class Consent(models.TextChoices):
    """Why a photo may be kept."""

    NOBODY = "nobody", _("Nobody can be recognised")
    AGREED = "agreed", _("Everyone who can be recognised agreed")


class SummaryState(models.TextChoices):
    """What is said of a year: written, then agreed."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", pgettext_lazy("priority", "Agreed")


SUMMARY_MOVES = {SummaryState.DRAFT: (SummaryState.AGREED,), SummaryState.AGREED: ()}
