"""What was found, as sentences in the language of who reads them.

`names` gives the names of applications and regions by their keys; without it the keys stand.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.funding.allocation.explain import Cost, Explanation
from upstander.funding.allocation.problem import Conflict, Level, Refusal, Rule, Tie

Names = Mapping[str, str]
NO_NAMES: Names = MappingProxyType({})


def amount_text(amount: Decimal) -> str:
    """Digits as the language groups them, without a currency and without what is not there."""
    plain = f"{amount.normalize():f}"
    places = len(plain.partition(".")[2])
    return number_format(plain, decimal_pos=places, use_l10n=True, force_grouping=True)


def why_refused(refusal: Refusal) -> str:
    """The rule that an application breaks by itself; nothing where it breaks none."""
    if refusal.rule == Rule.LEAST:
        return _("The least that it can use is more than the most that it may get.")
    if refusal.rule == Rule.MINIMUM_COMMUNITIES:
        return ngettext(
            "This kind of award needs at least %(count)s community.",
            "This kind of award needs at least %(count)s communities.",
            refusal.minimum_communities,
        ) % {"count": refusal.minimum_communities}
    if refusal.rule == Rule.NEIGHBOURS:
        return _("The communities of this application must be neighbours.")
    return ""


def why_impossible(conflict: Conflict, names: Names = NO_NAMES) -> str:
    """What is asked for, what can be had, and each rule that stands in the way."""
    floors = [tie.region for tie in conflict.ties if tie.rule == Rule.FLOOR]
    says = {
        "regions": _listed(floors, names),
        "wanted": amount_text(conflict.wanted),
        "possible": amount_text(conflict.possible),
    }
    if not floors:
        said = _("It needs at least %(wanted)s; the most that it can get is %(possible)s.")
    elif conflict.forced:
        said = _(
            "The least for %(regions)s is %(wanted)s; with this application, the most that can go "
            "there is %(possible)s."
        )
    else:
        said = _(
            "The least for %(regions)s is %(wanted)s; the most that can go there is %(possible)s."
        )
    return " ".join([said % says, *filter(None, (_rule(tie, names) for tie in conflict.ties))])


def _rule(tie: Tie, names: Names) -> str:
    if tie.rule == Rule.ORGANISATIONS:
        return _("An organisation gets one award.")
    if tie.rule == Rule.COMMUNITIES:
        return _("A community gets one award.")
    amount = "" if tie.amount is None else amount_text(tie.amount)
    if tie.rule == Rule.CEILING:
        says = {"region": names.get(tie.region, tie.region), "amount": amount}
        return _("The ceiling of %(region)s is %(amount)s.") % says
    if tie.rule == Rule.BUDGET:
        return _("The budget is %(amount)s.") % {"amount": amount}
    return ""


def why_not(explanation: Explanation, names: Names = NO_NAMES) -> str:
    """Why an application is not awarded, in one or two sentences."""
    if explanation.refusal.rule:
        return why_refused(explanation.refusal)
    if explanation.cost is None:
        return " ".join(why_impossible(conflict, names) for conflict in explanation.forbids)
    cost = explanation.cost
    if not cost.instead:
        return _cost(cost)
    instead = _("It would take the place of: %(names)s.")
    return f"{_cost(cost)} {instead % {'names': _listed((a.key for a in cost.instead), names)}}"


def _cost(cost: Cost) -> str:
    if cost.level == Level.DRAW:
        return _("It is as good as what is proposed; the draw decided.")
    if cost.level == Level.SCORE_MONEY:
        return _("To award it would move money to lower scores; nothing else would be better.")
    if cost.level == Level.COVERAGE:
        said = _("To award it would cost %(amount)s of the need that is covered.")
    elif cost.level == Level.SCORE:
        said = _("To award it would lower the sum of scores by %(amount)s; need would be the same.")
    else:
        said = _("To award it would place %(amount)s less; need and scores would be the same.")
    return said % {"amount": amount_text(cost.lost[cost.level - 1])}


def _listed(keys: Iterable[str], names: Names) -> str:
    return ", ".join(names.get(key, key) for key in keys)
