"""Settings with a fault in them, which the harness of S7 must find: nothing is ever too much."""

from upstander.config.settings import *  # noqa: F403 # the product as it is, but for one thing
from upstander.config.settings import MIDDLEWARE


def forget_budgets(get_response):  # type: ignore[no-untyped-def]
    """Begin every budget anew with every request."""
    from upstander.support.budgets import BUDGETS

    def middleware(request):  # type: ignore[no-untyped-def]
        for budget in BUDGETS:
            budget.clear()
        return get_response(request)

    return middleware


MIDDLEWARE = [*MIDDLEWARE, "benchmarks.unbounded.forget_budgets"]
