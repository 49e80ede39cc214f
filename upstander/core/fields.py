"""Fields of forms that every room may use."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from upstander.core.amounts import read_amount
from upstander.core.errors import NotAllowed


class MoneyField(forms.CharField):
    """A Decimal to the cent, or None where nothing is written. What is typed stays as typed."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr", "size": 14}
        super().__init__(
            **{"max_length": 40, "widget": forms.TextInput(attrs), "strip": True, **options}
        )

    def to_python(self, value: Any) -> Any:
        """The amount."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_amount(text, language=get_language() or "en")
        except NotAllowed as why:
            raise ValidationError(str(why), code="amount") from why

    def prepare_value(self, value: Any) -> Any:
        """Whole amounts without cents, for those who write without them."""
        if isinstance(value, Decimal):
            return str(value.to_integral_value() if value == value.to_integral_value() else value)
        return value

    def run_validators(self, value: Any) -> None:
        """The length was of the text; there is nothing more to ask of an amount."""

    def validate(self, value: Any) -> None:
        """Nothing is only wrong where something is required."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By amount, not by how it is written."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
