from django.apps import AppConfig


class Protocols(AppConfig):
    name = "upstander.protocols"
    label = "protocols"
