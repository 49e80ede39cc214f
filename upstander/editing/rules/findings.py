"""What is found in words before others read them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from upstander.core.errors import NotAllowed


class Weight(StrEnum):
    """`must` keeps content from being published; `should` is told and left to people."""

    MUST = "must"
    SHOULD = "should"


class Finding(NamedTuple):
    """A sentence that says what to mend; `where` is the path of a text, `about` its words."""

    weight: Weight
    sentence: str
    where: str = ""
    about: str = ""

    @property
    def is_must(self) -> bool:
        """Whether it keeps content from being published."""
        return self.weight == Weight.MUST

    @property
    def said(self) -> str:
        """The sentence, and the words that it is about."""
        return f"{self.sentence} ({self.about})" if self.about else self.sentence


def must(sentence: str, where: str = "", about: str = "") -> Finding:
    """Content is not published with it."""
    return Finding(Weight.MUST, sentence, where, about)


def should(sentence: str, where: str = "", about: str = "") -> Finding:
    """Content may be published with it."""
    return Finding(Weight.SHOULD, sentence, where, about)


def may_be_published(findings: Iterable[Finding]) -> None:
    """What must be mended is mended."""
    for finding in findings:
        if finding.is_must:
            raise NotAllowed(finding.said)
