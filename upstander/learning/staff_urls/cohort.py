"""Trainings at the desk."""

from typing import Any

from django.urls import path

from upstander.learning.views import certificate, cohort, cohort_sessions, enrolment, picture
from upstander.learning.views.cohort_deeds import do

ONE = "trainings/<int:pk>/"
SESSION = f"{ONE}sessions/<int:number>/"
urlpatterns: list[Any] = [
    path("trainings/", cohort.cohorts, name="cohorts"),
    path("trainings/new/", cohort.new_cohort, name="cohort-new"),
    path("trainings/pictures/", picture.index, name="pictures"),
    path(ONE, cohort.cohort, name="cohort"),
    path(f"{ONE}change/", cohort.change_cohort, name="cohort-change"),
    path(f"{ONE}do/<slug:deed>/", do, name="cohort-do"),
    path(f"{ONE}sessions/new/", cohort_sessions.session, name="session-new"),
    path(SESSION, cohort_sessions.session, name="session"),
    path(f"{SESSION}remove/", cohort_sessions.remove, name="session-remove"),
    path(f"{SESSION}there/", cohort_sessions.attendance, name="session-there"),
    path(f"{ONE}enrol/", enrolment.enrol, name="enrol"),
    path(f"{ONE}leave/", enrolment.leave, name="leave"),
    path(f"{ONE}leave/<int:number>/", enrolment.leave, name="take-out"),
    path(f"{ONE}lessons/", enrolment.lessons, name="lessons-done"),
    path(f"{ONE}certify/<int:number>/", certificate.issue, name="certify"),
    path("certificates/<int:pk>/pdf/", certificate.pdf, name="certificate-pdf"),
    path("certificates/<int:pk>/revoke/", certificate.revoke, name="certificate-revoke"),
]
