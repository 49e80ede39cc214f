"""Forms of the parts of a call: kinds of award, costs, questions, criteria, and translations."""

from collections.abc import Iterable, Sequence
from typing import Any

from anyascii import anyascii
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import area
from upstander.core.languages import table
from upstander.funding.forms.call import SeenForm
from upstander.funding.forms.money import MoneyField
from upstander.funding.models import Call, Question
from upstander.funding.queries.call_texts import Word
from upstander.funding.rules.call import LONGEST_SCALE
from upstander.funding.states import QuestionKind

LONGEST_NAME = 200  # of a choice or a column


class PartForm(SeenForm):
    """A part of a call; `others` are the parts of its section, in order."""

    names: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, call: Call, part: Any | None, others: Sequence[Any], **kwargs: Any
    ) -> None:
        self.part, self.others = part, others
        found = {name: getattr(part, name) for name in self.names} if part else {}
        super().__init__(*args, call=call, initial=found, **kwargs)


class KindForm(PartForm):
    """A kind of award with its ceilings."""

    names = (
        "name", "summary", "most_per_community", "most_per_award", "least_communities",
        "most_communities", "are_neighbours_required", "least_partners",
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=80)
    summary = forms.CharField(
        label=_("In a few words"), max_length=400, required=False, widget=area(2)
    )
    most_per_community = MoneyField(
        label=_("At most for each community in a year"),
        help_text=_("Empty means: no such ceiling."),
        required=False,
    )
    most_per_award = MoneyField(
        label=_("At most for one award"),
        help_text=_("Empty means: no such ceiling."),
        required=False,
    )
    least_communities = forms.IntegerField(
        label=_("Communities, at least"), min_value=1, max_value=1000, initial=1
    )
    most_communities = forms.IntegerField(
        label=_("Communities, at most"),
        help_text=_("Empty means: no such ceiling."),
        min_value=1,
        max_value=1000,
        required=False,
    )
    are_neighbours_required = forms.BooleanField(
        label=_("The communities must be neighbours"), required=False
    )
    least_partners = forms.IntegerField(
        label=_("Partner organisations, at least"), min_value=0, max_value=100, initial=0
    )

    def clean(self) -> dict[str, Any]:
        """No ceiling below its floor."""
        data = self.cleaned_data
        most, least = data.get("most_communities"), data.get("least_communities")
        if most is not None and least is not None and most < least:
            self.add_error("most_communities", _("The most must not be below the least."))
        return data


class CostForm(PartForm):
    """A kind of cost that the call pays for."""

    names = ("name", "help", "most")
    name = forms.CharField(label=_("Name"), max_length=120)
    help = forms.CharField(label=_("Help for applicants"), max_length=300, required=False)
    most = MoneyField(
        label=_("At most in one application"),
        help_text=_("Empty means: no such ceiling."),
        required=False,
    )


class LinesField(forms.CharField):
    """Names, one a line; in the form of the model: rows of key and name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": area(5), **options})

    def clean(self, value: Any) -> Any:
        """The names, each once."""
        names = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("A line is very long. Make it shorter."))
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two lines say the same. Change one."))
        return names


def keyed(names: Sequence[str], before: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Rows that keep their keys: by the same name, or by place where only names were changed."""
    known = {row["name"]: row["key"] for row in before}
    is_renamed = len(names) == len(before)
    taken = {known[name] for name in names if name in known}
    rows = []
    for place, name in enumerate(names):
        key = known.get(name, "")
        if not key and is_renamed and before[place]["key"] not in taken:
            key = before[place]["key"]
        key = key or _free_key(name, taken | {row["key"] for row in before})
        taken.add(key)
        rows.append({"key": key, "name": name})
    return rows


def _free_key(name: str, taken: Iterable[str]) -> str:
    stem, used = slugify(anyascii(name))[:34].strip("-") or "line", set(taken)
    keys = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(used) + 2))
    return next(key for key in keys if key not in used)


class QuestionForm(PartForm):
    """A question of any kind; what does not belong to its kind is left aside."""

    names = ("kind", "text", "help", "example", "is_required", "most_words", "least", "most")
    text = forms.CharField(label=_("Question"), max_length=300)
    kind = forms.ChoiceField(label=_("How it is answered"), choices=QuestionKind.choices)
    help = forms.CharField(
        label=_("Help for applicants"), max_length=600, required=False, widget=area(2)
    )
    example = forms.CharField(
        label=_("Example of an answer"), max_length=2000, required=False, widget=area(3)
    )
    is_required = forms.BooleanField(label=_("An answer is needed"), required=False)
    most_words = forms.IntegerField(
        label=_("Words, at most"),
        help_text=_("Only for a text."),
        min_value=1,
        max_value=20_000,
        required=False,
    )
    choices = LinesField(
        label=_("Answers to choose from"), help_text=_("Only for a choice. One a line.")
    )
    columns_ = LinesField(
        label=_("Columns of the table"), help_text=_("Only for a table. One a line.")
    )
    least = forms.DecimalField(
        label=_("Number, at least"),
        help_text=_("Only for a number."),
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    most = forms.DecimalField(
        label=_("Number, at most"),
        help_text=_("Only for a number."),
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    condition = forms.ChoiceField(label=_("When it is asked"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part = self.part
        if part:
            led = f"{part.asked_if_id}:{part.asked_if_answer}" if part.asked_if_id else ""
            self.initial["condition"] = led
            for field, rows in (("choices", part.choices), ("columns_", part.columns)):
                self.initial[field] = "\n".join(row["name"] for row in rows)
        self.fields["condition"].choices = [  # type: ignore[attr-defined]
            ("", _("Always")), *self._conditions()
        ]  # fmt: skip

    def _conditions(self) -> list[Any]:
        """The answers of the choice questions before this one, by question."""
        is_choice = QuestionKind.CHOICE
        before = [q for q in self.others if self.part is None or q.position < self.part.position]
        return [
            (q.text, [(f"{q.pk}:{row['key']}", f"{q.text} – {row['name']}") for row in q.choices])
            for q in before
            if q.kind == is_choice
        ]

    def clean(self) -> dict[str, Any]:
        """No greatest number below the smallest."""
        data = self.cleaned_data
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", _("The most must not be below the least."))
        return data

    def columns(self) -> dict[str, Any]:
        """The columns of the model, without what another kind would need."""
        data, part = self.cleaned_data, self.part
        kind = data["kind"]
        before, _colon, answer = data["condition"].partition(":")
        is_number = kind == QuestionKind.NUMBER
        return {
            **{name: data[name] for name in ("kind", "text", "help", "example", "is_required")},
            "most_words": data["most_words"] if kind == QuestionKind.TEXT else None,
            "least": data["least"] if is_number else None,
            "most": data["most"] if is_number else None,
            "choices": _rows(kind == QuestionKind.CHOICE, data["choices"], part, "choices"),
            "columns": _rows(kind == QuestionKind.TABLE, data["columns_"], part, "columns"),
            "asked_if_id": int(before) if before else None,
            "asked_if_answer": answer,
        }


def _rows(
    is_asked: bool, names: Sequence[str], part: Question | None, field: str
) -> list[dict[str, str]]:
    return keyed(names, getattr(part, field) if part else []) if is_asked else []


class CriterionForm(PartForm):
    """A line of the rubric, with what each score means from 0 upward."""

    names = ("name", "help", "weight")
    name = forms.CharField(label=_("Name"), max_length=160)
    help = forms.CharField(
        label=_("Help for reviewers"), max_length=600, required=False, widget=area(2)
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("A share: a criterion of weight 2 counts twice as much as one of weight 1."),
        min_value=1,
        max_value=1000,
        initial=1,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anchors = self.part.anchors if self.part else []
        # One more than there are, so that a scale can grow.
        self.scores = range(min(max(5, len(anchors) + 1), LONGEST_SCALE))
        for score in self.scores:
            self.fields[f"anchor_{score}"] = forms.CharField(
                label=_("What score %(score)s means") % {"score": score},
                max_length=400,
                required=False,
                widget=area(2),
            )
            self.initial[f"anchor_{score}"] = anchors[score] if score < len(anchors) else ""
        self.fields[f"anchor_{self.scores[-1]}"].help_text = _("Leave empty what you do not need.")

    def columns(self) -> dict[str, Any]:
        """With the anchors up to the last that says something."""
        anchors = [self.cleaned_data[f"anchor_{score}"] for score in self.scores]
        while anchors and not anchors[-1]:
            anchors.pop()
        found = {name: self.cleaned_data[name] for name in self.names}
        return {**found, "anchors": anchors}


class TranslationForm(SeenForm):
    """All texts of a call in one language, each beside its source."""

    def __init__(
        self, *args: Any, call: Call, language: str, words: Iterable[Word], **kwargs: Any
    ) -> None:
        super().__init__(*args, call=call, **kwargs)
        self.rows: list[tuple[Word, str]] = []
        row = table()[language]
        for number, word in enumerate(words):
            name = f"{word.part._meta.model_name}-{word.part.pk}-{word.field}"
            self.rows.append((word, name))
            self.fields[name] = forms.CharField(
                label=word.source,
                required=False,
                max_length=_longest(word),
                widget=forms.Textarea(
                    attrs={
                        "rows": 1 + len(word.source) // 80,
                        "lang": row.code,
                        "dir": row.direction,
                        "aria-describedby": f"source-{number}",
                    }
                ),
            )
            self.initial[name] = word.translated
            if word.is_outdated:
                self.fields[f"{name}-fits"] = forms.BooleanField(
                    label=_("It still fits"), required=False
                )

    def groups(self) -> list[tuple[Word, Any, Any]]:
        """Each text with its field, and where its source has changed the one to say it fits."""
        return [
            (word, self[name], self[f"{name}-fits"] if word.is_outdated else None)
            for word, name in self.rows
        ]

    def words(self) -> dict[Any, str]:
        """What is new or said to fit, by kind of part, number and field."""
        data = self.cleaned_data
        return {
            (type(word.part), word.part.pk, word.field): data[name]
            for word, name in self.rows
            if data[name] != word.translated or (data.get(f"{name}-fits") and data[name])
        }


def _longest(word: Word) -> int:
    """What its column holds, where it has one; what a choice, a column or an anchor may have."""
    if ":" in word.field:
        return 400
    return int(type(word.part)._meta.get_field(word.field).max_length or 2000)
