"""Open data of funding, at one address in every language."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.funding.views import publication

app_name = "open-data"
urlpatterns = [
    path("grants.json", login_not_required(publication.grants), name="grants"),
    path("grants.csv", login_not_required(publication.grants_table), name="grants-csv"),
]
