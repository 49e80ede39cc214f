"""The sources of the rooms below: what anyone may see there, in the language that is active."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from upstander.action.interface import (
    places_of_priorities,
    places_of_projects,
    public_place_keys,
    public_priorities,
    public_projects,
)
from upstander.events.interface import events_to_find
from upstander.funding import interface as funding
from upstander.learning.interface import courses_to_find, resources_to_find
from upstander.network.interface import (
    Wordings,
    communities,
    hub_today,
    open_spokes,
    source_language,
    statements,
)
from upstander.protocols.interface import public_protocols
from upstander.search.shapes import Document, Source

SAID = ("region", "spoke", "organisation", "duty", *funding.SAID)


def _wordings() -> Wordings:
    return Wordings(SAID, source_language())


def _region(region: Any, wordings: Wordings) -> tuple[str, str]:
    return region.key, str(wordings.text(f"region:{region.key}:name", region.name))


def _members(language: str) -> Iterator[Document]:
    """Spokes and the hub: who they are, with whom, and which communities they serve."""
    wordings = _wordings()
    for spoke in open_spokes().prefetch_related("partners"):
        to = spoke.organisation
        region = _region(spoke.region, wordings)
        places = ", ".join(place.name for place in spoke.communities.all())
        remark = str(wordings.text(f"organisation:{to.key}:remark", to.remark))
        yield Document(
            "member", to.key, to.name, reverse("member", args=[to.key]), places,
            f"{region[1]}. {', '.join(row.name for row in spoke.partners.all())} {remark}",
            written_in=wordings.source, regions=(region,),
        )  # fmt: skip
    if hub := hub_today():
        duties = " ".join(str(shown.say["text"]) for shown in statements("duty", wordings))
        key = hub.organisation.key
        yield Document("member", key, hub.organisation.name, reverse("member", args=[key]),
                       body=duties, written_in=wordings.source)  # fmt: skip


def _places(language: str) -> Iterator[Document]:
    """Communities, each with the page of who helps there."""
    wordings = _wordings()
    for place in communities():
        region = _region(place.region, wordings)
        title = str(wordings.text(f"community:{place.key}:name", place.name))
        yield Document(
            "place", place.key, title, reverse("place", args=[place.key]), region[1],
            ", ".join(place.also), regions=(region,),
        )  # fmt: skip


def _awards(language: str) -> Iterator[Document]:
    """Calls that anyone may read, and awards once they are published."""
    wordings, calls = _wordings(), list(funding.public_calls())
    for call in calls:
        title, summary = (funding.said(wordings, call, call, n) for n in ("title", "summary"))
        yield Document("award", call.key, str(title), reverse("funding-call", args=[call.key]),
                       str(summary), written_in=title.language)  # fmt: skip
    for round_ in funding.rounds(calls, wordings):
        for region in round_.regions:
            for award in region.awards:
                title = funding.said(wordings, award.call, award.call, "title")
                places = ", ".join(place.community.name for place in award.places.all())
                yield Document(
                    "award", award.reference,
                    f"{award.organisation.name}: {title}",
                    reverse("funding-award", args=[award.call.key, award.reference]),
                    places, str(funding.said(wordings, award.call, award, "basis")),
                    written_in=title.language,
                    regions=((region.region.key, str(region.name)),),
                )  # fmt: skip


def _local(language: str) -> Iterator[Document]:
    """What is agreed and done in public; never what is held back from everyone.

    Words of people are in one language, and are found in that and in that of the source.
    """
    wordings = _wordings()
    if language == wordings.source:
        open_keys = set(public_place_keys())
        places = {place.pk: place for place in communities() if place.key in open_keys}
        meant, served = places_of_projects(), _served()
        for project in public_projects():
            own = meant.get(project.pk) or served.get(project.organisation.pk, [])
            yield from _done("project", project, project.goal, _some(places, own), wordings)
        named = places_of_priorities()
        for priority in public_priorities():
            own = named.get(priority.pk) or served.get(priority.organisation.pk, [])
            yield from _done("priority", priority, priority.words, _some(places, own), wordings)
    for version in public_protocols():
        if language in (wordings.source, version.source_language):
            key = version.protocol_id
            yield Document(
                "protocol", str(key), version.protocol.title,
                reverse("protocols-public:protocol", args=[key]), version.summary,
                str(version.protocol.organisation), written_in=version.source_language,
            )  # fmt: skip


def _served() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for spoke in open_spokes():
        served = found.setdefault(spoke.organisation_id, [])
        served += [place.pk for place in spoke.communities.all()]
    return found


def _some(places: Mapping[int, Any], numbers: Iterable[int]) -> list[Any]:
    return [places[number] for number in numbers if number in places]


def _done(
    kind: str, row: Any, words: str, places: Sequence[Any], wordings: Wordings
) -> Iterator[Document]:
    """Found on the page of the first community that it is for."""
    if places:
        regions = tuple(dict.fromkeys(_region(place.region, wordings) for place in places))
        names = ", ".join(place.name for place in places)
        yield Document(
            kind, str(row.pk), row.title, reverse("local", args=[places[0].key]),
            strip_tags(words), f"{row.organisation}. {names}", regions=regions,
        )  # fmt: skip


PACK = {"pack", "wording"}


def _library(language: str) -> Iterator[Document]:
    for found in resources_to_find(language):
        path = reverse("learning-public:resource", args=[found.key])
        under = (found.topic,) if found.topic else ()
        yield Document("resource", found.key, found.title, path, found.summary, found.text,
                       topics=under)  # fmt: skip


def _courses(language: str) -> Iterator[Document]:
    """A course, and each of its lessons."""
    for found in courses_to_find(language):
        name, keys = ("lesson", [found.below, found.key]) if found.below else (
            "course", [found.key])  # fmt: skip
        path = reverse(f"learning-public:{name}", args=keys)
        yield Document("course", "/".join(keys), found.title, path, found.summary, found.text)


def _events(language: str) -> Iterator[Document]:
    """What is to come, each event once."""
    wordings = _wordings()
    for found in events_to_find():
        place = found.event.community
        regions = (_region(place.region, wordings),) if place else ()
        where = ", ".join(filter(None, (found.event.place, place.name if place else "")))
        yield Document(
            "event", found.event.key, str(found.title),
            reverse("events-public:event", args=[found.event.key]),
            str(found.about)[:300], f"{found.event.organisation}. {where}",
            written_in=found.title.language, regions=regions,
        )  # fmt: skip


# What is published in the editor leaves no entry in the log.
PUBLISHED = {
    "learning.resource": "library", "learning.course": "courses", "learning.lesson": "courses",
}  # fmt: skip

OWN: tuple[Source, ...] = (
    Source("members", _members, {"member": _("Organisations")},
           frozenset({*PACK, "spoke", "hub", "organisation", "statement"})),
    Source("places", _places, {"place": _("Communities")}, frozenset({*PACK, "community"})),
    Source("library", _library, {"resource": _("Resources")}, frozenset({*PACK, "resource"})),
    Source("courses", _courses, {"course": _("Courses")}, frozenset({*PACK, "course", "lesson"})),
    Source("events", _events, {"event": _("Events")},
           frozenset({*PACK, "event", "community", "day"})),
    Source("awards", _awards, {"award": _("Awards")}, frozenset({*PACK, "call", "award",
                                                                  "application", "spoke"})),
    Source("local", _local,
           {"project": _("Projects"), "priority": _("Priorities"),
            "protocol": _("Protocols of the spokes")},
           frozenset({*PACK, "project", "priority", "protocol", "release", "community", "spoke"})),
)  # fmt: skip
