"""Before a response protocol is started on a request: what the person wished."""

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.protocols.interface import LevelChoice

POLICE = [("no", _("No, or not asked")), ("yes", _("Yes"))]


class PoliceForm(forms.Form):
    """What the person said of the police."""

    police = forms.ChoiceField(
        label=_("Did the person say yes to the police being told?"),
        choices=POLICE,
        initial="no",
        widget=forms.RadioSelect,
    )


class ProtocolForm(LevelChoice, PoliceForm):
    """Which protocol, the police, and that the worker has looked at the wishes."""

    follows = forms.BooleanField(
        label=_("I have read what the person wished. Starting the protocol follows it."),
        error_messages={"required": _("Say that it follows what the person wished. Else ask first.")},
    )
    field_order = ["what", "police", "follows"]
