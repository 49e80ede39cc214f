"""The editor's form of content that is the same thing in every language."""

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from upstander.core.publishing import PublishedModelForm


class KeyedForm(PublishedModelForm):
    """Links, translations and lessons know content by its key: what has one keeps it.

    What is new may have one of its own choice, or gets it from its title.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.disabled = bool(self.instance.pk)
            key.required = False

    def clean_key(self) -> str:
        """A key that nothing of this kind has, in any language."""
        typed: str = self.cleaned_data["key"]
        if self.instance.pk:
            return typed
        model = type(self.instance)
        taken = set(model._default_manager.values_list("key", flat=True))
        if typed in taken:
            raise ValidationError(self.instance.unique_error_message(model, ("key",)))
        return typed or _free_key(self.cleaned_data.get("title") or "", model, taken)


def _free_key(title: str, model: Any, taken: set[str]) -> str:
    """Of the title where it has Latin letters, else of the kind of thing."""
    longest = model._meta.get_field("key").max_length
    stem = slugify(title)[: longest - 6].strip("-") or model._meta.model_name
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
