"""P2: queries and CPU of an uncached public page, beside the same page by stock Wagtail.

The peer renders the same body with Wagtail's own link handler, `page.get_translations()` for
the languages and `get_children()` for the menu: what a Wagtail project does by the book.
Negative control: the peer must need more queries than the bound, else nothing is compared.
"""

import time
from statistics import median
from typing import Any

from django.db import connection
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

ROUNDS = 40
BOUND_QUERIES, BOUND_MS = 10, 12.0
STOCK = """{% load wagtailcore_tags i18n %}<!doctype html><html><body>
{% for other in page.get_translations.live %}
<link hreflang="{{ other.locale.language_code }}" href="{{ other.url }}">
{% endfor %}
<h1>{{ page.title }}</h1>
{% for heading, texts in blocks %}<section><h2>{{ heading }}</h2>
{% for text in texts %}{{ text|richtext }}{% endfor %}</section>{% endfor %}
{% for link in menu %}<a href="{% pageurl link %}">{{ link.title }}</a>{% endfor %}
</body></html>"""


def measure() -> None:
    """Print a row a page; raises ValueError where the control fails."""
    print("\nP2  page (language)                      queries   CPU ms   stock: queries   CPU ms")
    worst_queries, worst_cpu = 0, 0.0
    for language in ("en", "pa"):
        for path in ("it-happened-to-me", "options/work", "rights", "find-help"):
            queries, cpu = _ours(f"/{language}/{path}/")
            peer_queries, peer_cpu = _peer(language, path.rpartition("/")[2])
            name = f"{path} ({language})"
            print(f"    {name:38} {queries:4} {cpu:10.1f} {peer_queries:14} {peer_cpu:10.1f}")
            worst_queries, worst_cpu = max(worst_queries, queries), max(worst_cpu, cpu)
            if peer_queries <= BOUND_QUERIES:
                raise ValueError("control: the peer should need more queries than the bound")
    print(f"    worst: {worst_queries} queries (bound {BOUND_QUERIES})")
    print(f"    worst: {worst_cpu:.1f} ms CPU (bound {BOUND_MS})")


def _timed(render: Any) -> tuple[int, float]:
    render()
    with CaptureQueriesContext(connection) as queries:
        render()
        count = len(queries)  # at once: the log is emptied when the next request begins
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        render()
        times.append((time.process_time() - start) * 1000)
    return count, median(times)


def _ours(path: str) -> tuple[int, float]:
    client = Client(headers={"host": "127.0.0.1"})
    return _timed(lambda: client.get(path))


def _peer(language: str, key: str) -> tuple[int, float]:
    from wagtail.models import Page

    from upstander.portal.models import PublicPage

    template = engines["django"].from_string(STOCK)

    def render() -> str:
        page = PublicPage.objects.get(slug=key, locale__language_code=language)
        request = RequestFactory().get("/", headers={"host": "127.0.0.1"})
        menu = Page.objects.child_of(page.get_site().root_page.localized).live()
        blocks = [(block.value["heading"], _texts(block.value)) for block in page.body]
        return template.render({"page": page, "menu": menu, "blocks": blocks}, request)

    return _timed(render)


def _texts(value: Any) -> list[str]:
    words = [value["text"].source] if "text" in value else []
    return words + [item.source for item in value.get("items", []) if hasattr(item, "source")]
