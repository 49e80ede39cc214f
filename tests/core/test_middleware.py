"""What every answer says beside its words: language, permissions, whether it may be kept."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from upstander.core.middleware import add_privacy_headers, speak_the_language_of_the_path

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def ask(path: str, **headers: str) -> HttpRequest:
    return RequestFactory().get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


def answer_in_the_active_language(request: HttpRequest) -> HttpResponse:
    return HttpResponse(translation.get_language())


@pytest.mark.parametrize(
    ("path", "header", "code"),
    [
        ("/pa/options/", "ja", "pa"),
        ("/fr/", "", "fr"),
        ("/", "ja, en;q=0.1", "ja"),
        ("/nowhere/", "zh-HK", "zh-hant"),
        ("/xx/", "", "en"),
        ("/", "\0" * 9216, "en"),
    ],
)
def test_an_answer_is_in_the_language_of_its_path_else_of_the_browser(
    path: str, header: str, code: str
) -> None:
    speak = speak_the_language_of_the_path(answer_in_the_active_language)

    response = speak(ask(path, accept_language=header))

    assert (response.content.decode(), response.headers["Content-Language"]) == (code, code)


def test_the_language_of_one_request_does_not_last_to_the_next() -> None:
    with translation.override("ko"):
        speak_the_language_of_the_path(answer_in_the_active_language)(ask("/ar/"))

        assert translation.get_language() == "ko"


def test_a_view_that_says_its_language_is_believed() -> None:
    def french(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": "fr"})

    response = speak_the_language_of_the_path(french)(ask("/ar/"))

    assert response.headers["Content-Language"] == "fr"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/desk/", "no-store, private"),
        ("/account/login/", "no-store, private"),
        ("/editor/pages/", "no-store, private"),
        ("/en/", None),
        ("/en/desk/", None),
        ("/", None),
    ],
)
def test_no_device_is_asked_for_and_pages_of_staff_are_not_kept(
    path: str, kept: str | None
) -> None:
    response = add_privacy_headers(lambda request: HttpResponse())(ask(path))

    said = {name: response.headers.get(name) for name in (
        "Permissions-Policy", "Cross-Origin-Resource-Policy", "Cache-Control",
    )}  # fmt: skip
    assert said == {
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": kept,
    }


def test_what_a_view_says_of_its_keeping_stays_and_no_store_is_added() -> None:
    def careful(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=0"})

    response = add_privacy_headers(careful)(ask("/desk/"))

    assert response.headers["Cache-Control"] == "max-age=0, no-store, private"
