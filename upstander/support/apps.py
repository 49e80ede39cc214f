from django.apps import AppConfig


class Support(AppConfig):
    name = "upstander.support"
    label = "support"
