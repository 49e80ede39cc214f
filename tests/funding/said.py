"""What is said after a press."""

from typing import Any

from django.test import Client

from upstander.core.errors import NotAllowed

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


def said_by(rule, *args) -> str:
    """Why a rule forbids, without the marks around names; nothing where it allows."""
    try:
        rule(*args)
    except NotAllowed as why:
        return str(why).replace("\u2068", "").replace("\u2069", "")
    return ""
