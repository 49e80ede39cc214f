"""Questions that have their words in every language, and what a survey is called without a name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from upstander.action.states import AskedAs, Institution, SurveyPurpose

STANDARD: Mapping[str, tuple[AskedAs, Any]] = {
    "first": (AskedAs.CHOICE, _("What should change here first?")),
    "now": (AskedAs.TEXT, _("What happens there now?")),
    "help": (AskedAs.TEXT, _("What would help?")),
    "felt": (AskedAs.SCALE, _("How good was it for you?")),
    "good": (AskedAs.TEXT, _("What was good?")),
    "better": (AskedAs.TEXT, _("What could be better?")),
}
STANDARD_OF: Mapping[str, tuple[str, ...]] = {
    SurveyPurpose.PRIORITIES: ("first", "now", "help"),
    SurveyPurpose.FEEDBACK: ("felt", "good", "better"),
}
STANDARD_CHOICES: Mapping[str, list[tuple[str, Any]]] = {"first": list(Institution.choices)}
TITLES: Mapping[str, Any] = {
    SurveyPurpose.PRIORITIES: _("What should change in your community?"),
    SurveyPurpose.FEEDBACK: _("How was it for you?"),
}
