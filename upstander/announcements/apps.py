from django.apps import AppConfig


class Announcements(AppConfig):
    name = "upstander.announcements"
    label = "announcements"
