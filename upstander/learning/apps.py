from django.apps import AppConfig


class Learning(AppConfig):
    name = "upstander.learning"
    label = "learning"
