"""Announcements at the desk: for those who read them, and for those who write them."""

from typing import Any

from django.urls import path

from upstander.announcements.views import hub, reading

app_name = "announcements"
ONE = "hub/<int:pk>/"
urlpatterns: list[Any] = [
    path("", reading.index, name="list"),
    path("read/", reading.read_every, name="read-all"),
    path("letters/", reading.letters, name="digest"),
    path("<int:pk>/", reading.show, name="announcement"),
    path("<int:pk>/read/", reading.mark, name="read"),
    path("hub/", hub.index, name="hub"),
    path("hub/new/", hub.new, name="new"),
    path(ONE, hub.show, name="own"),
    path(f"{ONE}change/", hub.change, name="change"),
    path(f"{ONE}do/<slug:deed>/", hub.do, name="do"),
    path(f"{ONE}words/<slug:language>/", hub.words, name="words"),
]
