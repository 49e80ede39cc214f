from django.apps import AppConfig

from upstander.core.pages import pages_are_found_by


class Portal(AppConfig):
    name = "upstander.portal"
    label = "portal"

    def ready(self) -> None:
        """Rooms below learn here where pages are; the search, what stands on them.

        Where they lead elsewhere is looked at each day, as it is of what is learned.
        """
        from upstander.editing.interface import register as edited
        from upstander.learning.interface import also_leading
        from upstander.portal.queries import page_places, pages_leading
        from upstander.portal.searched import SOURCES
        from upstander.portal.translated import PAGES
        from upstander.search.interface import register

        pages_are_found_by(page_places)
        also_leading(pages_leading)
        edited(PAGES)
        for source in SOURCES:
            register(source)
