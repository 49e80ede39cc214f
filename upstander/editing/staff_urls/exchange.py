"""Words that go out and come back, at the desk."""

from django.urls import path

from upstander.editing.views import exchange

urlpatterns = [
    path("exchange/", exchange.index, name="exchange"),
    path("exchange/file/", exchange.out, name="exchange-file"),
    path("exchange/<uuid:pk>/", exchange.shown, name="exchange-shown"),
]
