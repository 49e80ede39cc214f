"""The questions of a call, drawn from the call: text, choice, number, table, file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from upstander.core.cleaning.interface import clean
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.funding.forms.application import SectionForm, Words, Write, area, line
from upstander.funding.forms.rows import Rows
from upstander.funding.models import Answer, Application
from upstander.funding.queries.application import facts_of
from upstander.funding.queries.application_read import Answered, answered, parts_of, said
from upstander.funding.rules.answering import is_answered, plain_number
from upstander.funding.rules.application import LARGEST_FILE
from upstander.funding.rules.money import read_amount
from upstander.funding.states import QuestionKind
from upstander.network.interface import Text

LONGEST_ANSWER = 20_000
LONGEST_CELL = 400


class NumberField(forms.CharField):
    """A number in any digits, kept as plain text."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr", "size": 14}
        super().__init__(widget=forms.TextInput(attrs), **options)

    def to_python(self, value: Any) -> Any:
        """The number as text; nothing stays nothing."""
        text = super().to_python(value)
        if not text:
            return ""
        try:
            number: Decimal = read_amount(text, language=get_language() or "en")
        except NotAllowed as why:
            raise ValidationError(_("Write a number.")) from why
        return plain_number(number)


class FilesInput(forms.FileInput):
    """One field, several files."""

    allow_multiple_selected = True


class UploadField(forms.FileField):
    """Cleaned files with the names that they came with; each that is not taken says why."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, Clean]]:  # type: ignore[override]
        """Each file, written anew. Those that can be taken are taken, whatever the others are."""
        rows: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        self.refused: list[str] = []
        found = []
        for file in filter(None, rows):
            try:
                found.append((_stem(file), _cleaned(file)))
            except NotAllowed as why:
                self.refused.append(f"\u2068{(file.name or '')[-60:]}\u2069: {why}")
        return found


def _stem(file: UploadedFile) -> str:
    name = "".join(c for c in (file.name or "") if c.isprintable())
    return name.rpartition(".")[0] or name


def _cleaned(file: UploadedFile) -> Clean:
    if (file.size or 0) > LARGEST_FILE:
        raise NotAllowed(_("This file is larger than 10 MB. Choose a smaller one."))
    return clean(file.read(), file.name or "")


class Part(NamedTuple):
    """A question as it is drawn: its words, and the field or rows for its answer."""

    answered: Answered
    help: Text
    example: Text
    only_if: str
    field: Any
    rows: Rows | None


class QuestionsForm(SectionForm):
    """All questions of a call. What is asked only sometimes is there, and says when."""

    def arrange(self, data: Any) -> Any:
        """The rows of every table."""
        tables = self.call.questions.filter(kind=QuestionKind.TABLE)
        self.ROWS = tuple(f"t-{question.key}" for question in tables)
        return super().arrange(data)

    def draw(self) -> None:
        """A field for each question, or rows for a table."""
        self.parts: list[Part] = []
        self.facts = facts_of(self.application)
        for found in answered(self.application, self.facts):
            rows = self._draw(found)
            question = found.question
            self.parts.append(
                Part(
                    answered=found,
                    help=said(self.call, question, "help"),
                    example=said(self.call, question, "example"),
                    only_if=self._only_if(question),
                    field=None if rows else self[f"q-{question.key}"],
                    rows=rows,
                )
            )

    def _draw(self, found: Answered) -> Rows | None:
        question = found.question
        if question.kind == QuestionKind.TABLE:
            rows = self._table(found)
            self.rows.append(rows)
            return rows
        field: forms.Field
        if question.kind == QuestionKind.CHOICE:
            choices = [(key, str(name)) for key, name in parts_of(self.call, question, "choices")]
            field = forms.ChoiceField(
                choices=[*choices, ("", _("No answer yet"))], widget=forms.RadioSelect
            )
        elif question.kind == QuestionKind.NUMBER:
            field = NumberField()
        elif question.kind == QuestionKind.FILE:
            field = UploadField()
        else:
            counted = {"data-words": question.most_words} if question.most_words else {}
            field = Words(max_length=LONGEST_ANSWER, widget=area(6, **counted))
        field.label, field.required = str(found.text), False
        name = f"q-{question.key}"
        self.fields[name] = field
        if question.kind != QuestionKind.FILE:
            self.initial[name] = found.value or ""
        return None

    def _table(self, found: Answered) -> Rows:
        columns = parts_of(self.call, found.question, "columns")
        fields: dict[str, Any] = {
            key: Words(label=str(name), required=False, max_length=LONGEST_CELL, widget=line())
            for key, name in columns
        }
        form = type("RowForm", (forms.Form,), {**fields, "NAME": _("Row")})
        stored = found.value if isinstance(found.value, list) else []
        data = self.data if self.is_bound else None
        return Rows(form, f"t-{found.question.key}", data, stored)

    def _only_if(self, question: Any) -> str:
        before = question.asked_if
        if before is None:
            return ""
        choices = dict(parts_of(self.call, before, "choices"))
        return _("Only if you answered “%(answer)s” to “%(question)s”") % {
            "answer": choices.get(question.asked_if_answer, ""),
            "question": said(self.call, before, "text"),
        }

    def is_valid(self) -> bool:
        """Files that are not taken are said at their field; those that are, are kept."""
        super().is_valid()
        self.taken = {
            name: list(self.cleaned_data.get(name, []))
            for name, field in self.fields.items()
            if isinstance(field, UploadField)
        }
        for name in self.taken:
            if refused := self.fields[name].refused:  # type: ignore[attr-defined]
                self.add_error(name, refused)
        return not self.errors and self.are_rows_valid()

    def uploads(self) -> list[tuple[Any, str, Clean]]:
        """The files that are taken: question, name, and the clean file."""
        return [
            (part.answered.question, name, file)
            for part in self.parts
            if part.answered.question.kind == QuestionKind.FILE
            for name, file in self.taken.get(f"q-{part.answered.question.key}", [])
        ]

    def writer(self) -> Write:
        """Keeps the answers that can be read, and forgets those that were taken out."""
        found: dict[int, Any] = {}
        for part in self.parts:
            question = part.answered.question
            name = f"q-{question.key}"
            if part.rows is not None:
                if part.rows.is_valid():
                    found[question.pk] = [row for _place, row in part.rows.written()]
            elif question.kind != QuestionKind.FILE and name in self.cleaned_data:
                found[question.pk] = self.cleaned_data[name]

        def write(row: Application) -> None:
            for number, value in found.items():
                if is_answered(value):
                    Answer.objects.update_or_create(
                        application=row, question_id=number, defaults={"value": value}
                    )
                else:
                    row.answers.filter(question=number).delete()

        return write
