"""Requests at the desk: the list, each request, the team, the network."""

from django.urls import path

from upstander.support.views import assisted, case, exchange, hub, inbox, protocol, referral, team
from upstander.support.views.deeds import DEEDS
from upstander.support.views.referral import STEPS

app_name = "support"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("new/", assisted.new, name="new"),
    path("network/", hub.show, name="network"),
    path("team/", team.choose, name="teams"),
    path("team/set-up/<int:pk>/", team.set_up, name="team-set-up"),
    path("team/<int:pk>/", team.show, name="team"),
    path("team/<int:pk>/access/<int:user>/", team.give_access, name="team-access"),
    path("team/<int:pk>/key/", team.change_key, name="team-key"),
    path("team/<int:pk>/key/kept/", team.keep_key, name="team-key-kept"),
    path("team/<int:pk>/recover/", team.recover, name="team-recover"),
    path("<uuid:pk>/", case.show, name="case"),
    path("<uuid:pk>/identity/", case.identity, name="identity"),
    path("<uuid:pk>/files/<int:number>/", exchange.file, name="file"),
    path("<uuid:pk>/tasks/<uuid:task>/done/", exchange.finish, name="task-done"),
    path("<uuid:pk>/protocol/", protocol.show, name="protocol"),
    path("<uuid:pk>/protocol/steps/<int:step>/", protocol.settle, name="protocol-step"),
    path("<uuid:pk>/protocol/level/", protocol.level, name="protocol-level"),
    path("<uuid:pk>/protocol/police/", protocol.police, name="protocol-police"),
    path("<uuid:pk>/protocol/end/", protocol.end, name="protocol-end"),
    path("<uuid:pk>/protocol/go-on/", protocol.take_up, name="protocol-take-up"),
    *(path(f"<uuid:pk>/{name}/", case.do, {"name": name}, name=name) for name in DEEDS),
    *(
        path(
            f"<uuid:pk>/referrals/<uuid:number>/{name}/",
            referral.settle,
            {"name": name},
            name=f"referral-{name}",
        )
        for name in STEPS
    ),
]
