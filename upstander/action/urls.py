"""The public pages of local action, below the language prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.action.views import project_photos
from upstander.action.views.answering import answer

app_name = "action-public"
urlpatterns = [
    path("survey/<slug:key>/", answer, name="survey"),
    path("projects/photos/<uuid:photo>/", login_not_required(project_photos.public), name="photo"),
]
