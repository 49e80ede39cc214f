"""The public pages of events, below the language prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.events.views import public, registering

app_name = "events-public"
urlpatterns = [
    path("events/", login_not_required(public.events), name="events"),
    path("events/registration/", registering.mine, name="registration"),
    path("events/<slug:key>/", login_not_required(public.event), name="event"),
    path("events/<slug:key>/<int:number>/", registering.register, name="register"),
]
