"""Running protocols, and what was learned from them."""

from django.urls import path

from upstander.protocols.views import run

urlpatterns = [
    path("runs/", run.listed, name="runs"),
    path("runs/start/", run.start, name="run-start"),
    path("runs/<int:pk>/", run.show, name="run"),
    path("runs/<int:pk>/steps/<int:step>/", run.step, name="run-step"),
    path("runs/<int:pk>/log/", run.write, name="run-log"),
    path("runs/<int:pk>/level/", run.level, name="run-level"),
    path("runs/<int:pk>/end/", run.end, name="run-end"),
    path("runs/<int:pk>/go-on/", run.take_up, name="run-take-up"),
    path("runs/<int:pk>/review/", run.review, name="run-review"),
    path("lessons/", run.lessons, name="lessons"),
    path("<int:pk>/lessons/", run.lessons, name="protocol-lessons"),
]
