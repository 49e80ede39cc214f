"""Partnership at the desk, by noun."""

from typing import Any

from django.urls import path

from upstander.partnership.views import partner, partner_deeds, seat

app_name = "partnership"
urlpatterns: list[Any] = [
    path("", partner.home, name="home"),
    path("network/", partner.network, name="network"),
    path("of/<int:pk>/", partner.show_all, name="organisation"),
    path("of/<int:pk>/new/", partner_deeds.new, name="partner-new"),
    path("of/<int:pk>/table/", partner.table, name="table"),
    path("of/<int:pk>/history/", partner.history, name="history"),
    path("of/<int:pk>/committee/", seat.show_all, name="committee"),
    path("of/<int:pk>/committee/new/", seat.new, name="seat-new"),
    path("committee/<int:pk>/", seat.edit, name="seat"),
    path("committee/<int:pk>/end/", seat.end, name="seat-end"),
    path("<int:pk>/", partner.show, name="partner"),
    path("<int:pk>/agreement/", partner.agreement, name="agreement"),
    path("<int:pk>/change/", partner_deeds.edit, name="partner-edit"),
    path("<int:pk>/end/", partner_deeds.end, name="partner-end"),
    path("<int:pk>/unname/", partner_deeds.unname, name="partner-unname"),
    path("<int:pk>/again/", partner_deeds.again, name="partner-again"),
]
