"""The library as anyone may see it, in the language of the reader."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from upstander.core.beside import Parts, parts_of
from upstander.core.languages import Language, table
from upstander.core.translation import TranslationState, is_outdated
from upstander.learning.models import Resource, ResourceFile
from upstander.learning.queries.editing import CAREFUL
from upstander.learning.queries.translated import in_language

LONG = ("body", "transcript", "easy_read")
CHOSEN = ("kind", "topic", "audience", "age")


def public_resources(language: str, chosen: Mapping[str, str] | None = None) -> QuerySet[Resource]:
    """Each resource once, in `language` or else in its own, without its long texts.

    `chosen` may name a kind, topic, audience, age, and a language that the resource must have.
    """
    live = Resource.objects.filter(live=True)
    rows = in_language(live, language)
    for name, value in (chosen or {}).items():
        if name in CHOSEN and value:
            rows = rows.filter(**{name: value})
        elif name == "language" and value:
            has = live.filter(locale__language_code=value)
            rows = rows.filter(key__in=has.values("key"))
    return rows.select_related("locale").defer(*LONG).order_by("position", "title", "pk")


class Version(NamedTuple):
    """A resource in one of its languages, and how far that translation is."""

    pk: int
    language: Language
    state: str
    is_outdated: bool


class Shown(NamedTuple):
    """One resource as it is read: the row, its language, and what belongs to it.

    `related` are other resources by key: what it comes from, what was made from it, and what a
    collection holds. `beside` is the original, where it stands beside a translation that no
    person has read.
    """

    row: Resource
    version: Version
    versions: list[Version]
    files: list[ResourceFile]
    related: dict[str, Resource]
    beside: Resource | None = None

    @property
    def parts(self) -> Parts:
        """The body, and beside it the original where that is to be shown."""
        return parts_of(self.row.body, self.beside.body if self.beside else None)

    @property
    def original(self) -> Resource | None:
        """What it was made from, where that is still in the library."""
        return self.related.get(self.row.derived_from)

    @property
    def adapted(self) -> list[Resource]:
        """What was made from it."""
        return [row for row in self.related.values() if row.derived_from == self.row.key]

    @property
    def is_in(self) -> str:
        """The code of the language that it is shown in."""
        return self.version.language.code


def public_resource(key: str, language: str) -> Shown | None:
    """The resource `key` in `language`, else in its own; None where there is none. Five queries."""
    versions = _versions(key)
    by_code = {version.language.code: version for version in versions}
    original = next((v for v in versions if v.state == TranslationState.SOURCE), None)
    version = by_code.get(language) or original
    if version is None:
        return None
    row = Resource.objects.get(pk=version.pk)
    files, related = _files(versions, version), _related(row, language)
    return Shown(row, version, versions, files, related, _beside(row, version, original))


def _beside(row: Resource, version: Version, original: Version | None) -> Resource | None:
    """The original of what is about safety or rights, where this translation is not reviewed."""
    is_read = version.state == TranslationState.REVIEWED and not version.is_outdated
    if row.topic not in CAREFUL or original is None or version.pk == original.pk or is_read:
        return None
    return Resource.objects.filter(pk=original.pk).first()


def _versions(key: str) -> list[Version]:
    rows = Resource.objects.filter(live=True, key=key).values_list(
        "pk", "locale__language_code", "translation_state", "content_digest", "source_digest"
    )
    source = next((row[3] for row in rows if row[2] == TranslationState.SOURCE), "")
    return [
        Version(pk, table()[code], state, is_outdated(state, rendered, source))
        for pk, code, state, _, rendered in rows
        if code in table()
    ]


def _files(versions: Iterable[Version], version: Version) -> list[ResourceFile]:
    """Those of this language; where it has none of a kind, those of the original."""
    pks = [v.pk for v in versions if v.state == TranslationState.SOURCE]
    rows = list(ResourceFile.objects.filter(resource__in={version.pk, *pks}).defer("data"))
    own = {row.kind for row in rows if row.resource_id == version.pk}
    return [row for row in rows if row.resource_id == version.pk or row.kind not in own]


def _related(row: Resource, language: str) -> dict[str, Resource]:
    keys = {row.derived_from, *keys_in(row, "resources")}
    rows = Resource.objects.filter(Q(key__in=keys) | Q(derived_from=row.key), live=True)
    found = in_language(rows, language).select_related("locale").defer(*LONG)
    return {other.key: other for other in found}


def keys_in(row: Any, kind: str) -> set[str]:
    """What the blocks `kind` of a body refer to."""
    return {key for block in row.body if block.block_type == kind for key in block.value["items"]}


def public_file(pk: Any) -> ResourceFile | None:
    """A file of a resource that anyone may see."""
    return ResourceFile.objects.filter(pk=pk, resource__live=True).first()


def public_paths() -> list[str]:
    """The addresses of the library, below the language."""
    keys = Resource.objects.filter(live=True, translation_state=TranslationState.SOURCE)
    return ["resources/", *(f"resources/{key}/" for key in keys.values_list("key", flat=True))]
