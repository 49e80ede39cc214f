"""The words of an agreement and of a letter, in the language of whoever gets them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from upstander.core.money import written
from upstander.funding.models import Agreement, Award
from upstander.funding.rules.instalment import Part
from upstander.funding.states import PaidAfter
from upstander.network.interface import programme

Block = dict[str, Any]


def usual_terms(award: Award, language: str) -> str:
    """The conditions to start from: those of the last agreement of this call, else our own."""
    rows = Agreement.objects.filter(award__call=award.call, language=language)
    last = rows.order_by("-sent_at", "-pk").first()
    if last:
        return last.terms
    with translation.override(language):
        return "\n".join(
            [
                _("The money is only for the work that is described here."),
                _("Keep the receipts. Tell us early if something changes."),
                _("Money that is not spent is given back, unless we agree on something else."),
                _("A change of this agreement holds once both sides have agreed to it in writing."),
            ]
        )


def agreement_title(award: Award, language: str) -> str:
    """What it is called."""
    with translation.override(language):
        return _("Funding agreement %(reference)s") % {"reference": award.reference}


def agreement_blocks(
    award: Award, parts: Sequence[Part], days: Sequence[date | None], terms: str, language: str
) -> list[Block]:
    """All of an agreement; `days` are those on which the interim and the final report are due."""
    interim, final = days
    with translation.override(language):
        reports = [
            [str(name), _day(day)]
            for name, day in ((_("Interim report"), interim), (_("Final report"), final))
            if day
        ]
        return [
            {"facts": [*about(award), *_period(award)]},
            {"head": _("What it is for")},
            {"text": "\n".join(filter(None, [award.title, award.description]))},
            {"head": _("Instalments")},
            _instalments(award, parts),
            {"head": _("Reports")},
            {"facts": reports},
            {"head": _("Conditions")},
            {"text": terms},
        ]


def about(award: Award) -> list[list[str]]:
    """Whom an award is from and for, where, and how much; rows of a label and its words."""
    found = programme()
    places = [place.community.name for place in award.places.select_related("community")]
    partners = [partner.name for partner in award.partners.all()]
    rows = [
        (_("Funder"), found.funder if found else ""),
        (_("Organisation"), award.organisation.name),
        (_("Partners"), ", ".join(partners)),
        (_("Communities"), ", ".join(places)),
        (_("Amount"), _money(award, award.amount)),
    ]
    return [[label, words] for label, words in rows if words]


def _period(award: Award) -> list[list[str]]:
    rows = [(_("First day"), award.starts_on), (_("Last day"), award.ends_on)]
    return [[label, _day(day)] for label, day in rows if day]


def _instalments(award: Award, parts: Sequence[Part]) -> Block:
    return {
        "columns": ["", _("Amount"), pgettext("instalment", "Due"), _("After")],
        "rows": [
            [
                str(number),
                _money(award, part.amount),
                _day(part.due_on),
                str(PaidAfter(part.paid_after).label),
            ]
            for number, part in enumerate(parts, 1)
        ],
    }


def letter(award: Award, language: str) -> tuple[str, list[Block]]:
    """The title and the blocks of the letter that tells of an award."""
    with translation.override(language):
        words = {"organisation": award.organisation.name, "call": award.call.title}
        text = [
            _("Dear people of %(organisation)s,") % words,
            _("your application to “%(call)s” was successful. This is what we award:") % words,
        ]
        after = [
            _("A coordinator of your organisation accepts the award at the desk."),
            _("Thank you for your work."),
        ]
        return _("Award %(reference)s") % {"reference": award.reference}, [
            {"text": "\n".join([_day(award.awarded_on), *text])},
            {"facts": about(award)},
            {"text": "\n".join(after)},
        ]


def _money(award: Award, amount: Any) -> str:
    return written(amount, award.call.currency, translation.get_language() or "en")


def _day(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))
