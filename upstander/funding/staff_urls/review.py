"""Reviews: the reviewer's, the officer's, and what applicants are asked."""

from django.urls import path

from upstander.funding.views import check, review, reviewing

urlpatterns = [
    path("reviews/", review.mine, name="reviews"),
    path("reviews/<int:pk>/", review.show, name="review"),
    path("reviews/<int:pk>/send/", review.send, name="review-send"),
    path("reviews/<int:pk>/give-back/", review.give_back, name="review-give-back"),
    path("reviews/<int:pk>/take-back/", reviewing.take_back, name="review-take-back"),
    path("reviews/<int:pk>/reopen/", reviewing.reopen, name="review-reopen"),
    path("reviews/conflicts/<slug:key>/", review.declare, name="review-declare"),
    path("reviews/calls/<slug:key>/", reviewing.progress, name="call-reviews"),
    path("reviews/calls/<slug:key>/assign/", reviewing.assign, name="call-assign"),
    path("reviews/calls/<slug:key>/set-aside/", reviewing.set_aside, name="call-set-aside"),
    path("reviews/calls/<slug:key>/agreement/", reviewing.agreement, name="calibration"),
    path("reviews/calls/<slug:key>/scores.csv", reviewing.export, name="review-export"),
    path("reviews/applications/<uuid:pk>/", reviewing.application, name="application-reviews"),
    path("checks/<uuid:pk>/", check.check, name="check"),
    path("checks/<uuid:pk>/ask/", check.ask, name="check-ask"),
    path("checks/<uuid:pk>/told/", check.told, name="check-told"),
    path("checks/<uuid:pk>/files/<uuid:number>/", check.file, name="check-file"),
]
