from django.apps import AppConfig


class Core(AppConfig):
    name = "upstander.core"
    label = "core"
