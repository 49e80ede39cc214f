"""Kinds and states of response protocols, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Section(models.TextChoices):
    """The parts of a protocol, after those of the North Shore."""

    SAFETY = "safety", _("Safety and prevention")
    CHARGE = "charge", _("Taking charge")
    DOCUMENTING = "documenting", _("Documenting and reporting")
    CARE = "care", _("Providing care")


class VersionState(models.TextChoices):
    """A version is written, discussed, signed by each partner, and then holds."""

    DRAFT = "draft", pgettext_lazy("protocol", "Draft")
    CONSULTATION = "consultation", pgettext_lazy("protocol", "In consultation")
    SIGNING = "signing", pgettext_lazy("protocol", "Being signed")
    IN_FORCE = "in_force", pgettext_lazy("protocol", "In force")
    UNDER_REVIEW = "under_review", pgettext_lazy("protocol", "In force, under review")
    SUPERSEDED = "superseded", pgettext_lazy("protocol", "Replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("protocol", "Given up")


VERSION_MOVES = {
    VersionState.DRAFT: (VersionState.CONSULTATION, VersionState.WITHDRAWN),
    VersionState.CONSULTATION: (VersionState.DRAFT, VersionState.SIGNING, VersionState.WITHDRAWN),
    VersionState.SIGNING: (VersionState.DRAFT, VersionState.IN_FORCE, VersionState.WITHDRAWN),
    VersionState.IN_FORCE: (VersionState.UNDER_REVIEW, VersionState.SUPERSEDED),
    VersionState.UNDER_REVIEW: (VersionState.IN_FORCE, VersionState.SUPERSEDED),
    VersionState.SUPERSEDED: (),
    VersionState.WITHDRAWN: (),
}
HOLDING_STATES = (VersionState.IN_FORCE, VersionState.UNDER_REVIEW)
WRITTEN_STATES = (VersionState.DRAFT, VersionState.CONSULTATION)


class SignatureState(models.TextChoices):
    """Asked; then signed or declined. Void once the text was changed, or it was asked for anew."""

    ASKED = "asked", pgettext_lazy("signature", "Asked")
    SIGNED = "signed", pgettext_lazy("signature", "Signed")
    DECLINED = "declined", pgettext_lazy("signature", "Not signed")
    VOID = "void", pgettext_lazy("signature", "No longer valid")


SIGNATURE_MOVES = {
    SignatureState.ASKED: (SignatureState.SIGNED, SignatureState.DECLINED, SignatureState.VOID),
    SignatureState.SIGNED: (SignatureState.VOID,),
    SignatureState.DECLINED: (SignatureState.VOID,),
    SignatureState.VOID: (),
}


class SignatureWay(models.TextChoices):
    IN_PERSON = "in_person", pgettext_lazy("signature", "In person")
    LINK = "link", pgettext_lazy("signature", "By a link")


class PatternState(models.TextChoices):
    """A pattern of the hub's library: offered to be copied, or no longer."""

    DRAFT = "draft", pgettext_lazy("pattern", "Draft")
    OFFERED = "offered", pgettext_lazy("pattern", "Offered")
    WITHDRAWN = "withdrawn", pgettext_lazy("pattern", "No longer offered")


PATTERN_MOVES = {
    PatternState.DRAFT: (PatternState.OFFERED, PatternState.WITHDRAWN),
    PatternState.OFFERED: (PatternState.WITHDRAWN, PatternState.DRAFT),
    PatternState.WITHDRAWN: (PatternState.DRAFT,),
}


class RunKind(models.TextChoices):
    """What a protocol was started on. A case is never named in it."""

    CASE = "case", pgettext_lazy("run", "A request")
    EVENT = "event", pgettext_lazy("run", "Something that happened in the community")
    EXERCISE = "exercise", pgettext_lazy("run", "An exercise")


class RunState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("run", "Running")
    ENDED = "ended", pgettext_lazy("run", "Ended, to be looked back on")
    CLOSED = "closed", pgettext_lazy("run", "Closed")


RUN_MOVES = {
    RunState.RUNNING: (RunState.ENDED,),
    RunState.ENDED: (RunState.RUNNING, RunState.CLOSED),
    RunState.CLOSED: (),
}


class RunStepState(models.TextChoices):
    """A step that is left out says why."""

    OPEN = "open", pgettext_lazy("step", "To do")
    DONE = "done", pgettext_lazy("step", "Done")
    SKIPPED = "skipped", pgettext_lazy("step", "Left out")


RUN_STEP_MOVES = {
    RunStepState.OPEN: (RunStepState.DONE, RunStepState.SKIPPED),
    RunStepState.DONE: (RunStepState.OPEN,),
    RunStepState.SKIPPED: (RunStepState.OPEN,),
}


class Standing(models.TextChoices):
    """How far an organisation is with its protocol, in one word."""

    NONE = "none", _("No protocol yet")
    WRITTEN = "written", _("Being written")
    SIGNED = "signed", pgettext_lazy("protocol", "Being signed")
    IN_FORCE = "in_force", pgettext_lazy("protocol", "In force")
    LATE = "late", _("In force, the review is late")
    UNSHOWN = "unshown", _("Not shown here")
