"""The scores of a call as the rows of a sheet."""

from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.funding.models import Call
from upstander.funding.queries.conflict import in_review
from upstander.funding.queries.reading import rubric
from upstander.funding.queries.review import Review, reviews_of, standings_of
from upstander.funding.rules.review import may_see_scores
from upstander.funding.rules.scoring import as_decimal, most_points

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """A text that no program for sheets takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_FORMULA) else text


def rows_of(call: Call, user: User) -> list[list[str]]:
    """A head, then a row for each score that counts and that this officer may see.

    Points and the weighted score of 100 are plain numbers with a point, in every language.
    """
    applications = in_review(call)
    standings = standings_of(user, applications)
    seen = {row.pk for row in applications if allowed(may_see_scores, row, standings[row.pk])}
    shown = [row for row in reviews_of(call) if row.assignment.application_id in seen]
    names = {line.row.pk: str(line.name) for line in rubric(call)}
    shown.sort(key=lambda row: (row.assignment.application.reference, row.assignment.pk))
    return [_head(), *(row for review in shown for row in _rows(review, names))]


def _head() -> list[str]:
    return [
        _("Reference"), _("Organisation"), _("Reviewer"), _("Criterion"), _("Weight"), _("Score"),
        _("Of"), _("Reason"), _("Weighted score"),
    ]  # fmt: skip


def _rows(review: Review, names: dict[int, str]) -> list[list[str]]:
    row = review.assignment
    return [
        [
            harmless(row.application.reference),
            harmless(row.application.organisation.name),
            harmless(row.reviewer.name),
            harmless(names[score.criterion_id]),
            str(score.criterion.weight),
            str(score.points),
            str(most_points(score.criterion)),
            harmless(score.justification),
            str(as_decimal(review.total, 2)),
        ]
        for score in review.scores
    ]
