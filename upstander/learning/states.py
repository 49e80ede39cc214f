"""Kinds and states of what the network learns from, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResourceKind(models.TextChoices):
    """What a resource is. A collection has no words of its own: it lists others."""

    GUIDE = "guide", pgettext_lazy("resource", "Guide")
    VIDEO = "video", pgettext_lazy("resource", "Video")
    POSTER = "poster", pgettext_lazy("resource", "Poster")
    LESSON = "lesson", pgettext_lazy("resource", "Lesson")
    PATTERN = "pattern", pgettext_lazy("resource", "Protocol pattern")
    READING = "reading", pgettext_lazy("resource", "Reading")
    COLLECTION = "collection", pgettext_lazy("resource", "Collection")


class Topic(models.TextChoices):
    SUPPORT = "support", pgettext_lazy("topic", "Supporting a person")
    SAFETY = "safety", pgettext_lazy("topic", "Safety")
    RIGHTS = "rights", pgettext_lazy("topic", "Rights and evidence")
    BYSTANDER = "bystander", pgettext_lazy("topic", "Helping when you see it")
    COMMUNITY = "community", pgettext_lazy("topic", "Community work")
    ONLINE = "online", pgettext_lazy("topic", "Online")
    CARE = "care", pgettext_lazy("topic", "Care for helpers")


class LearnerGroup(models.TextChoices):
    """For whom a resource or a training is."""

    EVERYONE = "everyone", pgettext_lazy("audience", "Everyone")
    HELPERS = "helpers", pgettext_lazy("audience", "Workers and volunteers")
    SCHOOLS = "schools", pgettext_lazy("audience", "Schools")
    WORKPLACES = "workplaces", pgettext_lazy("audience", "Workplaces")
    GROUPS = "groups", pgettext_lazy("audience", "Community groups")


class Age(models.TextChoices):
    ALL = "all", pgettext_lazy("age", "All ages")
    CHILDREN = "children", pgettext_lazy("age", "Up to 12")
    YOUTH = "youth", pgettext_lazy("age", "13 to 18")
    ADULTS = "adults", pgettext_lazy("age", "Adults")


class Licence(models.TextChoices):
    """What others may do with a resource. The names of licences are the same everywhere."""

    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
    PUBLIC_DOMAIN = "cc0", "CC0 1.0"
    BY_PERMISSION = "permission", _("Shown here with permission")


class FileKind(models.TextChoices):
    DOWNLOAD = "download", pgettext_lazy("file", "Download")
    EASY_READ = "easy_read", pgettext_lazy("file", "Easy to read")
    AUDIO = "audio", pgettext_lazy("file", "Audio")


class ProposalState(models.TextChoices):
    """What a spoke offers to the library; the hub takes it or sends it back with words."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    SENT_BACK = "sent_back", _("Sent back")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PROPOSAL_MOVES = {
    ProposalState.DRAFT: (ProposalState.PROPOSED, ProposalState.WITHDRAWN),
    ProposalState.PROPOSED: (
        ProposalState.ACCEPTED,
        ProposalState.SENT_BACK,
        ProposalState.WITHDRAWN,
    ),
    ProposalState.SENT_BACK: (ProposalState.PROPOSED, ProposalState.WITHDRAWN),
    ProposalState.ACCEPTED: (),
    ProposalState.WITHDRAWN: (),
}
WRITTEN_STATES = (ProposalState.DRAFT, ProposalState.SENT_BACK)


class LinkState(models.TextChoices):
    """What was found when an address was last opened."""

    NEW = "new", pgettext_lazy("link", "Not checked yet")
    GOOD = "good", pgettext_lazy("link", "Answers")
    BROKEN = "broken", pgettext_lazy("link", "Does not answer")


LINK_MOVES = {
    LinkState.NEW: (LinkState.GOOD, LinkState.BROKEN),
    LinkState.GOOD: (LinkState.BROKEN,),
    LinkState.BROKEN: (LinkState.GOOD,),
}


class CohortState(models.TextChoices):
    """A running of a course for people of the network."""

    DRAFT = "draft", pgettext_lazy("cohort", "Draft")
    OPEN = "open", pgettext_lazy("cohort", "Open to enrol")
    CLOSED = "closed", pgettext_lazy("cohort", "Enrolment closed")
    FINISHED = "finished", pgettext_lazy("cohort", "Finished")
    CANCELLED = "cancelled", _("Cancelled")


COHORT_MOVES = {
    CohortState.DRAFT: (CohortState.OPEN, CohortState.CANCELLED),
    CohortState.OPEN: (CohortState.CLOSED, CohortState.FINISHED, CohortState.CANCELLED),
    CohortState.CLOSED: (CohortState.OPEN, CohortState.FINISHED, CohortState.CANCELLED),
    CohortState.FINISHED: (),
    CohortState.CANCELLED: (),
}
RUNNING_STATES = (CohortState.OPEN, CohortState.CLOSED)


class EnrolmentState(models.TextChoices):
    """Whether a person has a place. Whoever left may come again, at the end of the line."""

    WAITING = "waiting", _("Waiting list")
    ENROLLED = "enrolled", pgettext_lazy("enrolment", "Enrolled")
    LEFT = "left", pgettext_lazy("enrolment", "Left")


ENROLMENT_MOVES = {
    EnrolmentState.WAITING: (EnrolmentState.ENROLLED, EnrolmentState.LEFT),
    EnrolmentState.ENROLLED: (EnrolmentState.LEFT,),
    EnrolmentState.LEFT: (EnrolmentState.WAITING, EnrolmentState.ENROLLED),
}


class CertificateState(models.TextChoices):
    VALID = "valid", pgettext_lazy("certificate", "Valid")
    REVOKED = "revoked", pgettext_lazy("certificate", "Taken back")


CERTIFICATE_MOVES = {
    CertificateState.VALID: (CertificateState.REVOKED,),
    CertificateState.REVOKED: (),
}
