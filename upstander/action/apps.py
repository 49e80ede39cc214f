from django.apps import AppConfig


class Action(AppConfig):
    name = "upstander.action"
    label = "action"
