from django.apps import AppConfig


class Editing(AppConfig):
    name = "upstander.editing"
    label = "editing"
