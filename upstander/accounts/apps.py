from django.apps import AppConfig


class Accounts(AppConfig):
    name = "upstander.accounts"
    label = "accounts"
