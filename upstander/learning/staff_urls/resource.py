"""The library at the desk, and what is offered to it."""

from django.urls import path

from upstander.learning.views import proposal, resource

ONE = "proposals/<int:pk>/"
urlpatterns = [
    path("resources/", resource.index, name="library"),
    path("resources/<slug:key>/", resource.show, name="resource"),
    path("files/<uuid:pk>/remove/", resource.file_out, name="file-out"),
    path("proposals/new/", proposal.new, name="proposal-new"),
    path(ONE, proposal.show, name="proposal"),
    path(f"{ONE}edit/", proposal.edit, name="proposal-edit"),
    path(f"{ONE}do/<slug:name>/", proposal.do, name="proposal-do"),
]
