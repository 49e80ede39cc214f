"""What is sent from the pages of an application, as their forms send it."""

from tests.accounts.people import sign_in as sign_in_at_first
from upstander.funding.queries.application import version_of_section


def sign_in(client, user):
    """Whoever was signed in before is not any more."""
    client.cookies.clear()
    return sign_in_at_first(client, user)


def page(application, part=""):
    return f"/desk/funding/applications/{application.pk}/{part}"


def who(application, **changes):
    return {
        "_seen": version_of_section(application, "who"),
        "kind": str(application.kind_id or ""),
        "communities": list(application.communities.values_list("key", flat=True)),
        "title": application.title,
        "summary": application.summary,
        **changes,
    }


def budget(application, **changes):
    return {
        "_seen": version_of_section(application, "budget"),
        "asked": "7500",
        "least": "",
        "_line-rows": "1",
        "line-0-cost": str(application.call.costs.first().pk),
        "line-0-text": "Tables",
        "line-0-amount": "7500",
        **changes,
    }


def text_of(response):
    return response.content.decode()


def questions(application, **changes):
    return {
        "_seen": version_of_section(application, "questions"),
        "q-story": "What we heard.",
        "q-before": "yes",
        "q-before-what": "A festival.",
        "q-people": "١٬٢٠٠",
        "_t-steps-rows": "1",
        "t-steps-0-what": "Meet",
        "t-steps-0-who": "All",
        "t-steps-0-when": "May",
        **changes,
    }


def course(application, **changes):
    application.refresh_from_db()
    return {
        "_seen": version_of_section(application, "course"),
        "_priority-rows": "3",
        "priority-0-text": "School",
        "priority-1-text": "Work",
        "priority-2-text": "",
        "_activity-rows": "2",
        "activity-0-text": "Evenings",
        "activity-0-priority": "1",
        "activity-1-text": "",
        **changes,
    }
