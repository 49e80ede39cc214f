"""How far each language has come, for readers to see."""

from typing import NamedTuple

from upstander.core.languages import Language, table
from upstander.core.translation import TranslationState
from upstander.portal.queries import SiteMap


class Share(NamedTuple):
    """Of one language: pages that it has, reviewed and up to date, outdated, and in all."""

    language: Language
    path: str
    present: int
    reviewed: int
    outdated: int
    total: int
    is_source: bool


def translation_shares(pages: SiteMap) -> list[Share]:
    """Each language of the site with its numbers, the source first."""
    total = len({link.key for link in pages.links})
    return [_share(pages, code, total) for code in pages.languages]


def _share(pages: SiteMap, code: str, total: int) -> Share:
    links = [link for link in pages.links if link.language == code]
    done = (TranslationState.REVIEWED, TranslationState.SOURCE)
    return Share(
        table()[code],
        f"/{code}/",
        len(links),
        sum(link.state in done and not link.is_outdated for link in links),
        sum(link.is_outdated for link in links),
        total,
        code == pages.source,
    )
