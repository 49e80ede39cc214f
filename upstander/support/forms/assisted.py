"""What came by telephone, on paper or in person, as a worker writes it down: one page."""

import json
import uuid
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import table
from upstander.network.interface import communities_named
from upstander.support.actions.request import token_digest
from upstander.support.codes import keys_of, make_code, read_code
from upstander.support.forms.files import FilesField, batch_of
from upstander.support.forms.tell import One, Several, grouped
from upstander.support.models import Case, Team
from upstander.support.queries.story import TAXONOMY_OF, catalogue, labels
from upstander.support.rules import LONGEST_TEXT
from upstander.support.states import Origin, Wish

HEARD = [row for row in Origin.choices if row[0] != Origin.FORM]
ORDER = [
    "team", "origin", "language", "wish", "teller", "what", "words", "place", "place_key",
    "setting", "when_words", "motive", "effect", "need", "name", "reach", "attached",
]  # fmt: skip


def _languages() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in table().values()]


class AssistedForm(forms.Form):
    """The code and the token are made with the page: sent twice, it is one request, one code."""

    token = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    code = forms.CharField(initial=make_code, widget=forms.HiddenInput)
    team = forms.ChoiceField(label=_("Team"))
    origin = forms.ChoiceField(
        label=_("How it came"), choices=HEARD, widget=One, initial=Origin.PHONE
    )
    language = forms.ChoiceField(
        label=_("Language of the person"), choices=_languages, initial=get_language
    )
    wish = forms.ChoiceField(label=_("What the person wants"), choices=Wish.choices, widget=One)
    words = forms.CharField(
        label=_("In their own words"),
        help_text=_("As the person says it. Leave out what you think of it."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=LONGEST_TEXT,
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=100)
    when_words = forms.CharField(
        label=_("When"), help_text=_("A rough date is fine."), required=False, max_length=200
    )
    name = forms.CharField(
        label=_("Name"), help_text=_("Sealed apart from the rest."), required=False, max_length=200
    )
    reach = forms.CharField(
        label=_("How to reach the person safely"),
        help_text=_("Number or address, and when. Leave it empty if they keep the code."),
        required=False,
        max_length=400,
    )
    attached = FilesField(label=_("Files"), required=False)

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.fields["team"].choices = [(k, str(team)) for k, team in self.teams.items()]  # type: ignore[attr-defined]
        if len(teams) == 1:
            self.fields["team"].initial = str(teams[0].pk)
            self.fields["team"].widget = forms.HiddenInput()
        self._add_questions()
        self._add_places()
        self.order_fields([name for name in ORDER if name in self.fields])

    def _add_questions(self) -> None:
        terms, names = catalogue(), labels()
        for name in TAXONOMY_OF:
            self.fields[name] = forms.MultipleChoiceField(
                label=names[name],
                choices=grouped(terms.get(TAXONOMY_OF[name])),
                required=False,
                widget=Several,
            )

    def _add_places(self) -> None:
        """Where a name means several places, they are offered."""
        typed = str(self.data.get("place", "")) if self.is_bound else ""
        self.places = {place.key: place for place in communities_named(typed)}
        if len(self.places) > 1:
            rows = [(key, f"{p.name}, {p.region}") for key, p in self.places.items()]
            self.fields["place_key"] = forms.ChoiceField(
                label=_("Which place is meant?"),
                choices=[*rows, ("none", _("None of these"))],
                widget=One,
            )

    def clean_team(self) -> Team:
        """The team itself."""
        return self.teams[self.cleaned_data["team"]]

    def clean(self) -> dict[str, Any]:
        """A page of before, by the Back button, with anything else on it is another request."""
        if not self.errors:
            code = read_code(self.cleaned_data["code"])
            others = Case.objects.exclude(token_digest=token_digest(self.sending()))
            if code is None or others.filter(code_digest=keys_of(code).digest).exists():
                self.begin_anew()
        return self.cleaned_data

    def sending(self) -> str:
        """Names all that is sent: the same again is the same request, and has the same code."""
        data = self.cleaned_data
        files = batch_of(data["token"], self.files.getlist("attached")) if self.files else ""  # type: ignore[attr-defined]
        said = [data["team"].pk, data["origin"], self.story(), self.identity(), str(files)]
        return f"{data['token']}:{sha256(json.dumps(said).encode()).hexdigest()}"

    def begin_anew(self) -> None:
        """The same words in a form with a token and a code of its own, to be sent once more."""
        fresh: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict, where it is sent
        fresh["token"], fresh["code"] = str(uuid.uuid4()), make_code()
        self.data = fresh
        self.add_error(
            None,
            _("This form was sent before. If this is another request, send it once more."),
        )

    def story(self) -> dict[str, Any]:
        """What is sealed with the first key."""
        data = self.cleaned_data
        found = {name: data[name] for name in ("wish", "words", "when_words", *TAXONOMY_OF)}
        key = data.get("place_key") or next(iter(self.places), "")
        found["place"] = "" if key == "none" else key
        found["place_name"] = data["place"]
        found["language"] = data["language"]
        return {name: value for name, value in found.items() if value}

    def identity(self) -> dict[str, str]:
        """What is sealed with the second."""
        return {name: self.cleaned_data[name] for name in ("name", "reach")}
