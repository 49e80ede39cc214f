"""What is said after a press."""

from typing import Any

from django.test import Client

HOME = "/desk/funding/"


def said(client: Client, path: str, data: Any = None) -> tuple[str, list[tuple[str, str]]]:
    """To which page the press leads, and what is said there: the tone and the sentence."""
    answer = client.post(f"{HOME}{path}", data or {}, follow=True)
    where = answer.request["PATH_INFO"].removeprefix(HOME)
    return where, [(row.level_tag, str(row)) for row in answer.context["messages"]]


def done(where: str, sentence: str) -> tuple[str, list[tuple[str, str]]]:
    """What `said` is where it was done."""
    return where, [("success", sentence)]


def refused(where: str, sentence: str) -> tuple[str, list[tuple[str, str]]]:
    """What `said` is where it was not done."""
    return where, [("error", sentence)]
