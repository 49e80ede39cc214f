"""What an organisation under Indigenous governance shows to others, at the desk."""

from django.urls import path

from upstander.network.views import release

app_name = "releases"
urlpatterns = [
    path("<int:pk>/", release.show_all, name="list"),
    path("<slug:noun>/<int:pk>/<slug:audience>/show/", release.give, name="give"),
    path("<slug:noun>/<int:pk>/<slug:audience>/take-back/", release.take_back, name="take-back"),
]
