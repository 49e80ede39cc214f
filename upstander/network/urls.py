"""Joining by invitation. The secret may stand in a path: it is good once and tells nothing."""

from django.urls import path

from upstander.network import views

app_name = "network"
urlpatterns = [
    path("<str:secret>/", views.join, name="join"),
    path("<str:secret>/accept/", views.accept, name="join-accept"),
]
