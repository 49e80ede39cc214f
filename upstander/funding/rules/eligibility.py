"""Every condition that an application must meet, each with a sentence for what is missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.funding.rules.answering import faults_of, is_answered, is_asked
from upstander.funding.rules.ceilings import apart, ceiling, scattered, too_few, too_many
from upstander.funding.rules.money import written
from upstander.funding.states import PartnerState


class Facts(NamedTuple):
    """What is known of an application when its conditions are looked at.

    `neighbours` by key of community; `taken` the numbers of communities that are awarded for that
    year; `answers` and `files` (how many) by the number of their question.
    """

    application: Any
    call: Any
    communities: Sequence[Any]
    neighbours: Mapping[str, Sequence[str]]
    taken: frozenset[int]
    has_award: bool
    partners: Sequence[Any]
    activities: Sequence[Any]
    lines: Sequence[Any]
    costs: Sequence[Any]
    questions: Sequence[Any]
    answers: Mapping[int, Any]
    files: Mapping[int, int]


Found = Iterator[tuple[str, str]]  # the field that it is about, and the sentence


class Condition(NamedTuple):
    """`key` names it for good; `section` is the page on which it is mended.

    `is_lack` says that something is not there yet; without it, what is there is wrong.
    """

    key: str
    section: str
    look: Callable[[Facts], Found]
    is_lack: bool = False


class Fault(NamedTuple):
    """A condition that is not met: which, where it is mended, and what to do."""

    key: str
    section: str
    sentence: str
    field: str
    is_lack: bool


def _kind(facts: Facts) -> Found:
    if facts.application.kind is None:
        yield "kind", _("Choose a kind of award.")


def _title(facts: Facts) -> Found:
    if not facts.application.title.strip():
        yield "title", _("Give your work a title.")


def _some_community(facts: Facts) -> Found:
    if not facts.communities:
        yield "communities", _("Choose the communities that the work is for.")


def _enough(facts: Facts) -> Found:
    if facts.application.kind and facts.communities:
        for sentence in too_few(facts.application.kind, facts.communities):
            yield "communities", f"{facts.application.kind.name}: {sentence}"


def _not_too_many(facts: Facts) -> Found:
    if facts.application.kind:
        for sentence in too_many(facts.application.kind, facts.communities):
            yield "communities", f"{facts.application.kind.name}: {sentence}"


def _neighbours(facts: Facts) -> Found:
    if facts.application.kind:
        for sentence in apart(facts.application.kind, facts.communities, facts.neighbours):
            yield "communities", f"{facts.application.kind.name}: {sentence}"


def _one_region(facts: Facts) -> Found:
    for sentence in scattered(facts.communities):
        yield "communities", sentence


def _community_is_free(facts: Facts) -> Found:
    for place in facts.communities:
        if place.pk in facts.taken:
            yield (
                "communities",
                _("%(community)s has an award for that year already. Choose another community.")
                % {"community": place.name},
            )


def _organisation_is_free(facts: Facts) -> Found:
    if facts.has_award:
        yield "kind", _("Your organisation has an award for that year already.")


def _partners_confirm(facts: Facts) -> Found:
    for partner in facts.partners:
        if partner.state != PartnerState.CONFIRMED:
            yield (
                f"partner-{partner.pk}",
                _("%(partner)s has not confirmed yet. Ask them, or take them off the list.")
                % {"partner": partner.organisation.name},
            )


def _enough_partners(facts: Facts) -> Found:
    kind = facts.application.kind
    if kind and len(facts.partners) < kind.least_partners:
        yield (
            "partners",
            _("Name more partners. This kind of award needs at least %(least)s.")
            % {"least": kind.least_partners},
        )


def _shares(facts: Facts) -> Found:
    held = [partner for partner in facts.partners if partner.state != PartnerState.DECLINED]
    shares = sum((partner.share or Decimal(0) for partner in held), Decimal(0))
    asked = facts.application.asked
    if asked and shares > asked:
        currency = facts.call.currency
        yield (
            "partners",
            _("Your partners’ shares come to %(total)s, but you ask for %(asked)s.")
            % {"total": written(shares, currency), "asked": written(asked, currency)},
        )


def _some_activity(facts: Facts) -> Found:
    if not any(activity.text.strip() for activity in facts.activities):
        yield "activities", _("Write at least one activity.")


def _activity_dates(facts: Facts) -> Found:
    call = facts.call
    for number, activity in enumerate(facts.activities):
        days = [day for day in (activity.starts_on, activity.ends_on) if day]
        name = {"activity": activity.text}
        if len(days) == 2 and days[1] < days[0]:
            yield (
                f"activity-{number}",
                _("“%(activity)s” ends before it begins. Change a date.") % name,
            )
        elif any(_is_outside(day, call) for day in days):
            yield (
                f"activity-{number}",
                _("“%(activity)s” is outside the days that this call pays for. Change a date.")
                % name,
            )


def _is_outside(day: Any, call: Any) -> bool:
    too_early = call.starts_on is not None and day < call.starts_on
    return too_early or (call.ends_on is not None and day > call.ends_on)


def _asked(facts: Facts) -> Found:
    if not facts.application.asked:
        yield "asked", _("Say how much you ask for.")


def _whole(facts: Facts) -> Found:
    for name in ("asked", "least"):
        amount = getattr(facts.application, name)
        if amount is not None and amount != amount.to_integral_value():
            yield name, _("Ask for an amount without cents.")


def _least(facts: Facts) -> Found:
    asked, least = facts.application.asked, facts.application.least
    if asked is not None and least is not None and least > asked:
        yield "least", _("The least that you need cannot be more than what you ask for.")


def _within_ceiling(facts: Facts) -> Found:
    application = facts.application
    if not application.kind or not application.asked or not facts.communities:
        return
    most = ceiling(application.kind, len(facts.communities))
    if most is not None and application.asked > most:
        yield (
            "asked",
            _("You ask for %(asked)s. This kind of award gives %(most)s at most.")
            % {
                "asked": written(application.asked, facts.call.currency),
                "most": written(most, facts.call.currency),
            },
        )


def _lines_agree(facts: Facts) -> Found:
    total = sum((line.amount for line in facts.lines), Decimal(0))
    asked = facts.application.asked
    if asked and total != asked:
        currency = facts.call.currency
        yield (
            "lines",
            _("The lines of your budget come to %(total)s, but you ask for %(asked)s.")
            % {"total": written(total, currency), "asked": written(asked, currency)},
        )


def _cost_ceilings(facts: Facts) -> Found:
    for cost in facts.costs:
        spent = sum((line.amount for line in facts.lines if line.cost_id == cost.pk), Decimal(0))
        if cost.most is not None and spent > cost.most:
            yield (
                "lines",
                _("%(cost)s: you plan %(spent)s, but %(most)s is the most.")
                % {
                    "cost": cost.name,
                    "spent": written(spent, facts.call.currency),
                    "most": written(cost.most, facts.call.currency),
                },
            )


def _answers(facts: Facts) -> Found:
    return _of_answers(facts, are_there=False)


def _answers_fit(facts: Facts) -> Found:
    return _of_answers(facts, are_there=True)


def _of_answers(facts: Facts, *, are_there: bool) -> Found:
    for question in facts.questions:
        value, files = facts.answers.get(question.pk), facts.files.get(question.pk, 0)
        if is_asked(question, facts.answers) and is_answered(value) == are_there:
            for sentence in faults_of(question, value, files):
                yield f"q-{question.key}", f"“{question.text}” {sentence}"


# In the order of the pages. A key is never given another meaning: decisions refer to it.
CONDITIONS = (
    Condition("kind-chosen", "who", _kind, is_lack=True),
    Condition("communities-chosen", "who", _some_community, is_lack=True),
    Condition("communities-enough", "who", _enough),
    Condition("communities-not-too-many", "who", _not_too_many),
    Condition("communities-neighbours", "who", _neighbours),
    Condition("communities-one-region", "who", _one_region),
    Condition("communities-free", "who", _community_is_free),
    Condition("organisation-free", "who", _organisation_is_free),
    Condition("title", "who", _title, is_lack=True),
    Condition("partners-confirmed", "partners", _partners_confirm, is_lack=True),
    Condition("partners-enough", "partners", _enough_partners, is_lack=True),
    Condition("partners-shares", "partners", _shares),
    Condition("activities-some", "course", _some_activity, is_lack=True),
    Condition("activities-dates", "course", _activity_dates),
    Condition("asked", "budget", _asked, is_lack=True),
    Condition("asked-whole", "budget", _whole),
    Condition("asked-least", "budget", _least),
    Condition("asked-within-ceiling", "budget", _within_ceiling),
    Condition("budget-agrees", "budget", _lines_agree),
    Condition("budget-costs", "budget", _cost_ceilings),
    Condition("answers", "questions", _answers, is_lack=True),
    Condition("answers-fit", "questions", _answers_fit),
)


def faults(facts: Facts) -> list[Fault]:
    """Everything that is missing or wrong, in the order of the pages."""
    return [
        Fault(condition.key, condition.section, sentence, field, condition.is_lack)
        for condition in CONDITIONS
        for field, sentence in condition.look(facts)
    ]
