"""The public pages of events, below the language prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.events.views import feeds, public, registering

app_name = "events-public"
urlpatterns = [
    path("events/", login_not_required(public.events), name="events"),
    path("events/calendar.ics", login_not_required(feeds.everything), name="calendar"),
    path(
        "events/in/<slug:region>.ics", login_not_required(feeds.of_region), name="region-calendar"
    ),
    path("events/registration/", registering.mine, name="registration"),
    path("events/<slug:key>/", login_not_required(public.event), name="event"),
    path(
        "events/<slug:key>/calendar.ics", login_not_required(feeds.of_event), name="event-calendar"
    ),
    path("events/<slug:key>/<int:number>/", registering.register, name="register"),
]
