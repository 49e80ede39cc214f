"""Signing in, second factors, sessions."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
