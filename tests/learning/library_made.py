"""Resources and proposals, made by their real verbs."""

from typing import Any

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.core.translation import TranslationState, digest_of
from upstander.learning.actions.proposal import start_proposal
from upstander.learning.actions.translated import write_content
from upstander.learning.models import Proposal, Resource
from upstander.learning.queries.translated import values_of
from upstander.network.states import Role

VALUES: dict[str, Any] = {
    "title": "Tea and talk", "summary": "How to sit together.", "transcript": "", "easy_read": "",
    "body": [["text", {"heading": "First", "text": "<p>Put the <strong>kettle</strong> on.</p>"}]],
    "kind": "guide", "topic": "community", "audience": "everyone", "age": "all",
    "licence": "cc-by", "source": "", "address": "", "derived_from": "", "position": 100,
    "translation_state": "source", "source_digest": "",
}  # fmt: skip
VIDEO = {"kind": "video", "address": "https://video.example/1", "transcript": "A woman speaks."}


def a_resource(key: str = "tea", language: str = "en", **values: Any) -> Resource:
    """A live resource in one language."""
    write_content(Resource, {f"{language}/{key}": {**VALUES, **values}})
    return Resource.objects.get(key=key, locale__language_code=language)


def translated(source: Resource, language: str, **values: Any) -> Resource:
    """The same in another language, made from the source as it is now."""
    digest = digest_of(values_of(source), source.CONTENT)
    same = {name: getattr(source, name) for name in source.SHARED}
    state = TranslationState.MACHINE_DRAFT
    more = {**same, "translation_state": state, "source_digest": digest, **values}
    return a_resource(source.key, language, **more)


OFFER: dict[str, Any] = {
    "title": "Soup for all", "summary": "How we cook together.", "text": "Cut.\n\n## Then\n- Stir",
    "transcript": "", "easy_read": "", "kind": "guide", "topic": "community",
    "audience": "groups", "age": "all", "licence": "cc-by", "source": "Our kitchen",
    "address": "", "language": "en", "derived_from": "",
}  # fmt: skip


def worker(number: int = 0) -> User:
    """Of a spoke."""
    return member(Role.SPOKE_WORKER, spoke(number), f"worker-{number}@example.org")


def a_proposal(by: User | None = None, **values: Any) -> Proposal:
    """A draft of a spoke's."""
    by = by or worker()
    return start_proposal({**OFFER, **values}, by.memberships.get().organisation, by=by)
