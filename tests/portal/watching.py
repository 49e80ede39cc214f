"""A page that is watched: what it asked for, what it complained of, what it kept."""

from playwright.sync_api import Page, Request

KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0, "workers": 0}


class Watched:
    """Every request and complaint of a page from now on."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        page.on("request", self._ask)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)

    def _ask(self, request: Request) -> None:
        self.requests.append(request)

    def _note(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def elsewhere(self) -> list[str]:
        """Requests to another origin."""
        return [r.url for r in self.requests if not r.url.startswith(f"{self.site}/")]

    def with_words(self, words: str) -> list[str]:
        """Requests whose address or body has these words."""
        found = [f"{r.url} {r.post_data or ''} {r.headers}" for r in self.requests]
        return [text for text in found if words in text]

    def kept(self) -> dict:
        """What the browser holds of this site; scripts must be on."""
        return {**self.page.evaluate(KEPT), "cookies": self.page.context.cookies()}
