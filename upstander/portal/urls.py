"""The public pages, below the language prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from wagtail.urls import serve_pattern

from upstander.portal import views

urlpatterns = [
    path("find/", login_not_required(views.find), name="find"),
    path("find-help/all/", login_not_required(views.all_places), name="all-places"),
    path("find-help/<slug:key>/", login_not_required(views.place), name="place"),
    path("local/<slug:key>/", login_not_required(views.local), name="local"),
    path("network/<slug:key>/", login_not_required(views.member), name="member"),
    path("funding/", login_not_required(views.funding), name="funding"),
    path("funding/<slug:key>/", login_not_required(views.call), name="funding-call"),
    path(
        "funding/<slug:key>/<slug:reference>/",
        login_not_required(views.award),
        name="funding-award",
    ),
    re_path(serve_pattern, login_not_required(views.page), name="wagtail_serve"),
]
