"""The home of staff."""

from django.urls import path

from upstander.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
