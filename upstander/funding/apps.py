from django.apps import AppConfig


class Funding(AppConfig):
    name = "upstander.funding"
    label = "funding"
