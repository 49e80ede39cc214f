from django.apps import AppConfig


class Events(AppConfig):
    name = "upstander.events"
    label = "events"
