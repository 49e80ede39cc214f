"""The board of translations, and what may be done from it."""

from typing import Any

from django.urls import path

from upstander.editing.views import board, content, piece, translator

# A key may hold slashes (`term:kind/other`), so it stands last.
urlpatterns: list[Any] = [
    path("", board.index, name="board"),
    path("content/<slug:kind>/<path:key>/", content.show, name="content"),
    path("in/<slug:language>/<slug:kind>/<path:key>/", piece.show, name="piece"),
    path("begin/<slug:language>/<slug:kind>/<path:key>/", piece.start, name="begin"),
    path("tasks/<int:pk>/<slug:deed>/", piece.do, name="task-do"),
    path("translators/", translator.index, name="translators"),
    path("translators/<int:pk>/", translator.change, name="translator"),
]
