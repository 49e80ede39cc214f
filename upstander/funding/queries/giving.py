"""Published awards in the 360Giving Data Standard 1.4.3, as JSON and in its flat titles.

Amounts are written from their decimals, so that no cent passes through a float.
"""

import csv
import io
import json
import re
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.text import slugify

from upstander.funding.models import Award, Publisher
from upstander.funding.queries.publication import public_awards, publisher
from upstander.funding.states import AwardState
from upstander.network.interface import programme

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Grant = dict[str, Any]


class Data(NamedTuple):
    """A body of bytes, and the day on which something in it last changed."""

    body: bytes
    changed_on: date


class _About(NamedTuple):
    """What every grant has in common: the site's address, its source language, who funds."""

    site: str
    language: str
    name: str
    notice: str
    publisher: Publisher
    prefix: str
    funder: dict[str, str]


def grants_json(site: str) -> Data | None:
    """The package of every published award; None where there is none (it must hold one).

    `site` is the address of the site, without a slash at its end.
    """
    if (found := _gathered(site)) is None:
        return None
    awards, about = found
    changed = max(award.changed_on for award in awards)
    rows = [_text(_grant(award, about), award) for award in awards]
    header = json.dumps(_package(about, changed), ensure_ascii=False, indent=2)
    body = f'{header[:-2]},\n  "grants": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"
    return Data(body.encode(), changed)


def grants_csv(site: str) -> Data | None:
    """The same awards, one a row, under 360Giving's titles; None where there is none."""
    if (found := _gathered(site)) is None:
        return None
    awards, about = found
    rows = [_row(_grant(award, about), award) for award in awards]
    titles = sorted(dict.fromkeys(title for row in rows for title in row), key=_place_of)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([safe_cell(row.get(title, "")) for title in titles] for row in rows)
    # The mark by which a spreadsheet knows that this is UTF-8.
    return Data(out.getvalue().encode("utf-8-sig"), max(a.changed_on for a in awards))


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a number stays a number."""
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _awards() -> Any:
    """What may be given away; of a demonstration only history, as its other awards are invented."""
    rows = public_awards().prefetch_related("partners").select_related("application")
    return rows.filter(state=AwardState.RECORDED) if settings.IS_DEMONSTRATION else rows


def _gathered(site: str) -> tuple[list[Award], _About] | None:
    """The awards and what they have in common; None where there is nothing to publish."""
    awards, found = list(_awards()), programme()
    return (awards, _about(site, found)) if awards and found else None


def _about(site: str, found: Any) -> _About:
    own = publisher() or Publisher()
    prefix = own.prefix or f"360G-{slugify(found.name).replace('-', '')[:40]}"
    number = own.funder_id or f"{prefix}-{slugify(found.funder)}"
    funder = {"id": number, "name": found.funder}
    name = own.name or found.name
    return _About(site, found.source_language, name, found.notice, own, prefix, funder)


def _package(about: _About, changed: date) -> dict[str, Any]:
    package = {
        "version": "1.4",
        "title": f"Grants of the {about.name}",
        "description": " ".join(filter(None, [about.notice, about.publisher.attribution])),
        "modified": _moment(changed),
        "identifier": f"{about.prefix}-grants",
        "publisher": {"name": about.name, "website": f"{about.site}/"},
        "downloadURL": f"{about.site}/open-data/grants.json",
        "accessURL": f"{about.site}/{about.language}/funding/",
        "license": about.publisher.license,
    }
    return {name: value for name, value in package.items() if value}


def _grant(award: Award, about: _About) -> Grant:
    """One award. Beside the standard's fields: partners, basis, override, remark and sources."""
    call = award.call
    address = f"{about.site}/{about.language}/funding/{call.key}/"
    remark = " ".join(s.remark for s in award.organisation.spokes.all() if s.remark)
    words = [award.description, remark]
    grant = {
        "id": f"{about.prefix}-{award.reference}",
        "title": award.title[:139],
        "description": " ".join(word for word in words if word) or award.title,
        "currency": call.currency,
        "awardDate": award.awarded_on.isoformat(),
        "url": f"{address}{award.reference}/",
        "plannedDates": _dates(award),
        "recipientOrganization": [_organisation(award.organisation, about)],
        "fundingOrganization": [about.funder],
        "beneficiaryLocation": [_location(p.community, about) for p in award.places.all()],
        "grantProgramme": [{"code": call.key, "title": call.title, "url": address}],
        "fromOpenCall": "Yes" if award.application else "",
        "dateModified": _moment(award.changed_on),
        "dataSource": f"{about.site}/open-data/grants.json",
        "partnerOrganization": [_organisation(p, about) for p in award.partners.all()],
        "amountBasis": award.basis,
        "ceilingOverride": award.override,
        "recipientRemark": remark,
        "sources": award.sources,
    }
    return {name: value for name, value in grant.items() if value}


def _organisation(row: Any, about: _About) -> dict[str, str]:
    found = {
        "id": f"{about.prefix}-{row.key}",
        "name": row.name,
        "alternateName": row.short_name,
        "url": row.website,
    }
    return {name: value for name, value in found.items() if value}


def _location(place: Any, about: _About) -> dict[str, Any]:
    found = {
        "id": f"https://sws.geonames.org/{place.geonames_id}/" if place.geonames_id else "",
        "name": place.name,
        "countryCode": about.publisher.country,
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
        "description": place.region.name,
    }
    return {name: value for name, value in found.items() if value != ""}


def _dates(award: Award) -> list[dict[str, str]]:
    """When the work is planned: the award's own days, else the call's."""
    of: Any = award if award.starts_on or award.ends_on else award.call
    days = {"startDate": of.starts_on, "endDate": of.ends_on}
    return [found] if (found := {n: d.isoformat() for n, d in days.items() if d}) else []


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _amounts(award: Award) -> dict[str, str]:
    asked = award.application.asked if award.application else None
    found = {"amountAwarded": f"{award.amount:.2f}"}
    return found | ({"amountAppliedFor": f"{asked:.2f}"} if asked is not None else {})


def _text(grant: Grant, award: Award) -> str:
    numbers = ", ".join(f'"{name}": {amount}' for name, amount in _amounts(award).items())
    return "{" + numbers + ", " + json.dumps(grant, ensure_ascii=False)[1:]


TITLES = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "awardDate": "Award Date",
    "url": "URL",
    "plannedDates": "Planned Dates",
    "recipientOrganization": "Recipient Org",
    "fundingOrganization": "Funding Org",
    "grantProgramme": "Grant Programme",
    "fromOpenCall": "From An Open Call?",
    "dateModified": "Last Modified",
    "dataSource": "Data Source",
    "beneficiaryLocation": "Beneficiary Location",
    "partnerOrganization": "Partner Org",
    "amountBasis": "Amount Basis",
    "ceilingOverride": "Ceiling Override",
    "recipientRemark": "Recipient Remark",
    "sources": "Sources",
}
INNER = {
    "id": "Identifier",
    "name": "Name",
    "alternateName": "Alternate Name",
    "url": "Web Address",
    "startDate": "Start Date",
    "endDate": "End Date",
    "code": "Code",
    "title": "Title",
    "countryCode": "Country Code",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "description": "Description",
}
SEVERAL = ("beneficiaryLocation", "partnerOrganization")
ORDER = tuple(TITLES.values())


def _row(grant: Grant, award: Award) -> dict[str, str]:
    row = {TITLES[name]: amount for name, amount in _amounts(award).items()}
    for name, value in grant.items():
        if name == "sources":
            row[TITLES[name]] = "; ".join(value)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                row |= _columns(name, one, f":{number}" if name in SEVERAL else "")
        else:
            row[TITLES[name]] = value
    return row


def _columns(name: str, value: dict[str, Any], number: str) -> dict[str, str]:
    inner = INNER | ({"url": "URL"} if name == "grantProgramme" else {})
    return {f"{TITLES[name]}{number}:{inner[k]}": str(found) for k, found in value.items()}


def _place_of(title: str) -> tuple[int, int]:
    first, _, rest = title.partition(":")
    number, _, _ = rest.partition(":")
    return ORDER.index(first), int(number) if number.isdecimal() else 0
