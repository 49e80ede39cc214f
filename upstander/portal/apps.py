from django.apps import AppConfig


class Portal(AppConfig):
    name = "upstander.portal"
    label = "portal"

    def ready(self) -> None:
        """The pages and the services on them are found by the search."""
        from upstander.portal.searched import SOURCES
        from upstander.search.interface import register

        for source in SOURCES:
            register(source)
