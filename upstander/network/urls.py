"""Joining by invitation. The secret may stand in a path: it is good once and tells nothing."""

from django.urls import path

from upstander.network.views import joining

app_name = "network"
urlpatterns = [
    path("<str:secret>/", joining.join, name="join"),
    path("<str:secret>/accept/", joining.accept, name="join-accept"),
]
