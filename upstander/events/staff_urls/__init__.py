"""Events at the desk."""

from typing import Any

from django.urls import path

from upstander.events.views import day, event

app_name = "events"
ONE, DAY = "<int:pk>/", "<int:pk>/days/<int:number>/"
urlpatterns: list[Any] = [
    path("", event.events, name="list"),
    path("new/", event.new, name="new"),
    path(ONE, event.event, name="event"),
    path(f"{ONE}change/", event.change, name="change"),
    path(f"{ONE}words/<slug:code>/", event.words, name="words"),
    path(f"{ONE}publish/", event.publish, name="publish"),
    path(f"{ONE}cancel/", event.cancel, name="cancel"),
    path(f"{ONE}days/new/", day.add, name="day-new"),
    path(DAY, day.day, name="day"),
    path(f"{DAY}move/", day.move, name="day-move"),
    path(f"{DAY}cancel/", day.cancel, name="day-cancel"),
    path(f"{DAY}<uuid:guest>/remove/", day.take_out, name="take-out"),
]
