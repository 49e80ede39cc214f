from django.apps import AppConfig


class Search(AppConfig):
    name = "upstander.search"
    label = "search"

    def ready(self) -> None:
        """The sources of the rooms below, and the log, which says when one has changed."""
        from upstander.audit.interface import listen
        from upstander.search.actions import note
        from upstander.search.sources import register
        from upstander.search.sources.own import OWN

        for source in OWN:
            register(source)
        listen(note)
