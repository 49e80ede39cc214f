"""Communities, the network, and what is said of a year, at the desk."""

from django.urls import path

from upstander.action.views import community, summary, together, year

SUMMARY = "summaries/<int:pk>/"
urlpatterns = [
    path("communities/", community.index, name="communities"),
    path("communities/<slug:key>/", community.show, name="community"),
    path("network/", together.index, name="network"),
    path("network/communities.csv", together.table, name="network-table"),
    path("tried/", together.tried, name="tried"),
    path("summaries/", summary.index, name="summaries"),
    path("summaries/new/<int:organisation>/", summary.new, name="summary-new"),
    path(SUMMARY, summary.show, name="summary"),
    path(f"{SUMMARY}change/", summary.change, name="summary-change"),
    path(f"{SUMMARY}agree/", summary.agree, name="summary-agree"),
    path("years/<int:organisation>/<int:year>/plan.pdf", year.plan, name="year-plan"),
    path("years/<int:organisation>/<int:year>/report.pdf", year.report, name="year-report"),
]
