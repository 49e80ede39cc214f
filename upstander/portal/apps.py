from django.apps import AppConfig


class Portal(AppConfig):
    name = "upstander.portal"
    label = "portal"
