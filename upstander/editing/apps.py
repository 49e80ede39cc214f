from django.apps import AppConfig


class Editing(AppConfig):
    name = "upstander.editing"
    label = "editing"

    def ready(self) -> None:
        """The content of the rooms below, what of it is careful, and what is looked at before."""
        from upstander.core.careful import careful_is_found_by
        from upstander.core.publishing import before_publishing
        from upstander.editing.queries.careful import careful
        from upstander.editing.queries.checks import reasons_not_to_publish
        from upstander.editing.shapes import register
        from upstander.editing.sources import OWN

        for source in OWN:
            register(source)
        careful_is_found_by(careful)
        before_publishing(reasons_not_to_publish)
