"""Sharing out the money of a call."""

from django.urls import path

from upstander.funding.views import decision

MONEY = "calls/<slug:key>/money/"
urlpatterns = [
    path(MONEY, decision.show, name="money"),
    path(f"{MONEY}needs/", decision.weigh_needs, name="money-needs"),
    path(f"{MONEY}compare/", decision.compare, name="money-compare"),
    path(f"{MONEY}end/", decision.finish, name="money-end"),
    path(f"{MONEY}publish/", decision.make_public, name="money-publish"),
    path(f"{MONEY}scenarios/<int:pk>/", decision.scenario, name="scenario"),
    path(f"{MONEY}scenarios/<int:pk>/begin/", decision.begin, name="scenario-begin"),
    path(f"{MONEY}scenarios/<int:pk>/<uuid:one>/", decision.why_not, name="scenario-why"),
    path(f"{MONEY}<uuid:pk>/", decision.decide_one, name="decision"),
    path(f"{MONEY}<uuid:pk>/agree/", decision.agree_to, name="decision-agree"),
    path(f"{MONEY}<uuid:pk>/offer/", decision.offer, name="decision-offer"),
]
