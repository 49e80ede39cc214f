"""What anyone may see of calls and of awards: calls once they are open, awards once published."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet

from upstander.funding.models import Award, AwardCommunity, Call, Publisher
from upstander.funding.states import HELD_AWARD_STATES, SHOWN_CALL_STATES, CallState
from upstander.network.interface import Text, Wordings

# By what the wordings of a pack know the texts of a round.
SAID = ("call", "call_kind", "award", "spoke", "organisation")


class RegionSum(NamedTuple):
    """The awards of a call in one region: how many communities, and the sum to the cent."""

    region: Any
    name: Text
    awards: list[Award]
    communities: int
    amount: Decimal


class Round(NamedTuple):
    """A call that was published, with its sums by region and in all."""

    call: Call
    regions: list[RegionSum]
    awards: int
    communities: int
    amount: Decimal


def public_calls() -> QuerySet[Call]:
    """Calls that anyone may read: neither a draft nor one that waits to be opened."""
    return Call.objects.filter(state__in=SHOWN_CALL_STATES)


def public_call(key: str) -> Call | None:
    """The call `key`, if anyone may read it."""
    return public_calls().filter(key=key).first()


def public_awards() -> QuerySet[Award]:
    """Awards of published calls that hold, with places and what is said of them."""
    places = AwardCommunity.objects.filter(is_held=True).select_related("community__region")
    rows = Award.objects.filter(call__state=CallState.PUBLISHED, state__in=HELD_AWARD_STATES)
    rows = rows.select_related("call", "organisation", "kind")
    return rows.prefetch_related(Prefetch("places", queryset=places), "organisation__spokes")


def public_award(call: str, reference: str) -> Award | None:
    """The award `reference` of the call `call`, if anyone may read it."""
    rows = public_awards().filter(call__key=call, reference=reference)
    return rows.prefetch_related("partners").first()


def awards_to(organisation: int) -> QuerySet[Award]:
    """The awards of an organisation that anyone may read, the newest first."""
    return public_awards().filter(organisation=organisation).order_by("-year", "-pk")


def rounds(calls: Iterable[Call], wordings: Wordings) -> list[Round]:
    """Those of `calls` that were published, each with its sums; the awards of all are read once."""
    published = [call for call in calls if call.state == CallState.PUBLISHED]
    awards: dict[int, list[Award]] = {call.pk: [] for call in published}
    for award in public_awards().filter(call__in=published) if published else ():
        awards[award.call.pk].append(award)
    return [_round(call, awards[call.pk], wordings) for call in published]


def _round(call: Call, awards: list[Award], wordings: Wordings) -> Round:
    regions = by_region(awards, wordings)
    return Round(
        call,
        regions,
        len(awards),
        sum(row.communities for row in regions),
        sum((award.amount for award in awards), Decimal()),
    )


def by_region(awards: Iterable[Award], wordings: Wordings) -> list[RegionSum]:
    """Awards by the region of their communities, which is one; regions in order."""
    found: dict[Any, list[Award]] = {}
    for award in awards:
        region = next((place.community.region for place in award.places.all()), None)
        if region:
            found.setdefault(region, []).append(award)
    return [
        RegionSum(
            region,
            wordings.text(f"region:{region.key}:name", region.name),
            own,
            sum(len(award.places.all()) for award in own),
            sum((award.amount for award in own), Decimal()),
        )
        for region, own in sorted(found.items(), key=lambda row: row[0].position)
    ]


def said(wordings: Wordings, call: Call, row: Any, field: str) -> Text:
    """A text of a call, of a part of it or of an award, in the reader's language where it is.

    What was written at the desk in that language comes before what the pack's catalogue says.
    """
    text = getattr(row, field)
    if not text or wordings.language == call.language:
        return Text(text, call.language)
    if own := getattr(row, "texts", {}).get(wordings.language, {}).get(field):
        return Text(own, wordings.language)
    for name in _names(call, row, field) if wordings.language != wordings.source else ():
        if (found := wordings.text(name, text)).language == wordings.language:
            return found
    return Text(text, call.language)


def _names(call: Call, row: Any, field: str) -> list[str]:
    """By what a pack may know a text; the basis of an award is mostly that of its call."""
    if isinstance(row, Call):
        return [f"call:{call.key}:{field}"]
    if isinstance(row, Award):
        return [f"award:{row.reference}:{field}", f"call:{call.key}:{field}"]
    return [f"call_kind:{call.key}/{row.key}:{field}"]


def remarks_of(award: Award, wordings: Wordings) -> list[Text]:
    """What is said of the organisation and of its term: above all, what is not confirmed."""
    to = award.organisation
    found = [wordings.text(f"organisation:{to.key}:remark", to.remark)]
    found += [wordings.text(f"spoke:{to.key}:remark", s.remark) for s in to.spokes.all()]
    return [text for text in dict.fromkeys(found) if text.words]


def publisher() -> Publisher | None:
    """Under whose name awards are given away as data, where the pack says so."""
    return Publisher.objects.first()


def public_paths() -> list[str]:
    """The address of every call and award that anyone may read, below the language."""
    calls = public_calls().values_list("key", flat=True)
    awards = Award.objects.filter(call__state=CallState.PUBLISHED, state__in=HELD_AWARD_STATES)
    pairs = awards.order_by("reference", "pk").values_list("call__key", "reference")
    return [f"funding/{key}/" for key in calls] + [f"funding/{c}/{r}/" for c, r in pairs]
