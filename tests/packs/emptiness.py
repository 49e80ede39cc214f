"""A database as it is before any pack was loaded, and everything that stands in one."""

from typing import Any

from django.core.cache import cache
from django.db import connection
from wagtail.models import Locale, Page, Site

ROOMS = (
    "funding_", "learning_", "network_", "portal_", "audit_", "search_", "protocols_", "events_",
    "editing_",
)  # fmt: skip
OF_WAGTAIL = (
    "wagtailcore_site", "wagtailcore_revision", "wagtailcore_referenceindex",
    "wagtailcore_pagelogentry", "wagtailcore_modellogentry", "wagtailcore_pagesubscription",
    "wagtailcore_groupapprovaltask_groups", "wagtailcore_grouppagepermission",
    "wagtailsearch_indexentry",
)  # fmt: skip


def make_empty() -> None:
    """Inside a test's transaction: only what `migrate` makes, with Wagtail's welcome page."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(ROOMS) or table in OF_WAGTAIL:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
        cursor.execute("DELETE FROM wagtailcore_page WHERE depth > 1")
        cursor.execute("UPDATE wagtailcore_page SET numchild = 0")
    Locale.objects.exclude(language_code="en").delete()
    welcome = Page.get_first_root_node().add_child(instance=Page(title="Welcome", slug="home"))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    cache.clear()


def everything() -> dict[str, list[Any]]:
    """Every row of every table, in an order of its own."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found
