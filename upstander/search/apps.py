from django.apps import AppConfig


class Search(AppConfig):
    name = "upstander.search"
    label = "search"

    def ready(self) -> None:
        """The sources of the rooms below; the log and the editor, which tell of changes."""
        from wagtail.signals import published, unpublished

        from upstander.audit.interface import listen
        from upstander.search.actions import note, note_published
        from upstander.search.sources import register
        from upstander.search.sources.own import OWN

        for source in OWN:
            register(source)
        listen(note)
        for signal in (published, unpublished):
            signal.connect(note_published)
