"""The search, below the language prefix."""

from django.urls import path

from upstander.search.views import search

urlpatterns = [path("search/", search, name="search")]
