"""Protocols, their versions, and the library of patterns, at the desk."""

from django.urls import path

from upstander.protocols.views import committee, editing, pattern, protocol, version

ONE = "<int:pk>/"
VERSION = "versions/<int:pk>/"
PATTERN = "patterns/<int:pk>/"
PARTS = "<slug:kind>/<int:pk>/parts/<slug:name>/"
urlpatterns = [
    path("", protocol.index, name="protocols"),
    path("new/", protocol.start, name="protocol-new"),
    path(ONE, protocol.show, name="protocol"),
    path(f"{ONE}next/", protocol.go_on, name="protocol-next"),
    path(f"{ONE}compare/", protocol.compare, name="protocol-compare"),
    path(VERSION, version.show, name="version"),
    path(f"{VERSION}print/", version.print_view, name="version-print"),
    path(f"{VERSION}contacts/", version.contacts, name="version-contacts"),
    path(f"{VERSION}contacts/<int:place>/", editing.contact, name="version-contact"),
    path(f"{VERSION}basics/", editing.basics, name="version-basics"),
    path(f"{VERSION}name/", editing.name, name="version-name"),
    path(f"{VERSION}do/<slug:name>/", version.do, name="version-do"),
    path(f"{VERSION}comments/", version.comment, name="version-comment"),
    path("comments/<int:pk>/", version.answer, name="comment-answer"),
    path("committee/<int:pk>/", committee.show, name="committee-version"),
    path("patterns/", pattern.index, name="patterns"),
    path("patterns/new/", pattern.new, name="pattern-new"),
    path(PATTERN, pattern.show, name="pattern"),
    path(f"{PATTERN}basics/", editing.pattern_basics, name="pattern-basics"),
    path(f"{PATTERN}do/<slug:name>/", pattern.do, name="pattern-do"),
    path(PARTS, editing.parts, name="parts"),
    path(f"{PARTS}add/", editing.part, name="part-add"),
    path(f"{PARTS}<int:place>/", editing.part, name="part"),
    path(f"{PARTS}<int:place>/remove/", editing.remove, name="part-remove"),
    path(f"{PARTS}<int:place>/shift/", editing.shift, name="part-shift"),
]
