from django.apps import AppConfig


class Desk(AppConfig):
    name = "upstander.desk"
    label = "desk"
