from django.apps import AppConfig


class Partnership(AppConfig):
    name = "upstander.partnership"
    label = "partnership"
