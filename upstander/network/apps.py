from django.apps import AppConfig


class Network(AppConfig):
    name = "upstander.network"
    label = "network"
