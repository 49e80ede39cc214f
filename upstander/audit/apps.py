from django.apps import AppConfig


class Audit(AppConfig):
    name = "upstander.audit"
    label = "audit"
