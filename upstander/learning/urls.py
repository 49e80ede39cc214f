"""The public pages of this room, below the language prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.learning.views import library, reading
from upstander.learning.views.verifying import verify

app_name = "learning-public"
urlpatterns = [
    path("resources/", login_not_required(library.index), name="resources"),
    path("resources/files/<uuid:pk>/", login_not_required(library.file), name="resource-file"),
    path("resources/<slug:key>/", login_not_required(library.show), name="resource"),
    path("resources/<slug:key>/pdf/", login_not_required(library.pdf), name="resource-pdf"),
    path("courses/", reading.courses, name="courses"),
    path("courses/pictures/<uuid:picture>/", reading.picture, name="picture"),
    path("courses/<slug:key>/", reading.course, name="course"),
    path("courses/<slug:key>/kept/<slug:link>/", reading.course, name="kept"),
    path("courses/<slug:key>/kept/<slug:link>/<slug:lesson>/", reading.lesson, name="kept-lesson"),
    path("courses/<slug:key>/<slug:lesson>/", reading.lesson, name="lesson"),
    path("certificates/", verify, name="verify"),
]
