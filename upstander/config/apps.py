from django.apps import AppConfig


class Config(AppConfig):
    name = "upstander.config"
    label = "config"
