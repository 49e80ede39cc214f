"""Projects at the desk."""

from django.urls import path

from upstander.action.views import project, project_parts, project_photos

HERE = "projects/<int:pk>/"
PART = f"{HERE}<slug:name>-<int:part>/"
PHOTOS = f"{HERE}photos/<int:part>/"
urlpatterns = [
    path("projects/", project.index, name="projects"),
    path("projects/activities.csv", project.table, name="project-activities"),
    path("projects/new/<int:organisation>/", project.new, name="project-new"),
    path(HERE, project.show, name="project"),
    path(f"{HERE}change/", project.change, name="project-change"),
    path(f"{HERE}do/<slug:to>/", project.do, name="project-do"),
    path(f"{HERE}add/<slug:name>/", project_parts.add, name="project-add"),
    path(f"{HERE}measure/<int:outcome>/", project_parts.measure, name="project-measure"),
    path(PART, project_parts.change, name="project-part"),
    path(f"{PART}remove/", project_parts.remove, name="project-part-remove"),
    path(f"{HERE}ask/<int:part>/", project_parts.ask, name="project-ask"),
    path(PHOTOS, project_photos.index, name="project-photos"),
    path(f"{PHOTOS}<uuid:photo>/", project_photos.picture, name="project-photo"),
    path(f"{PHOTOS}<uuid:photo>/show/", project_photos.turn, name="project-photo-show"),
    path(f"{PHOTOS}<uuid:photo>/out/", project_photos.out, name="project-photo-out"),
]
