"""What every template may say about the site."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation

from upstander.core.context import about_this_site
from upstander.core.languages import table


@pytest.mark.parametrize("code", list(table()))
def test_a_template_knows_the_language_of_its_page(code: str) -> None:
    with translation.override(code):
        assert about_this_site(RequestFactory().get("/"))["language"] == table()[code]


def test_without_a_language_it_is_that_of_the_settings() -> None:
    with translation.override(None):
        assert about_this_site(RequestFactory().get("/"))["language"].code == "en"


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_template_knows_a_demonstration(
    monkeypatch: pytest.MonkeyPatch, is_demonstration: bool
) -> None:
    monkeypatch.setattr(settings, "IS_DEMONSTRATION", is_demonstration)

    assert about_this_site(RequestFactory().get("/"))["is_demonstration"] is is_demonstration
