"""Awards at the desk."""

from django.urls import path

from upstander.funding.views import award, instalment, project_money, report

HERE = "awards/<slug:reference>/"
urlpatterns = [
    path("awards/", award.index, name="awards"),
    path("calls/<slug:key>/awards/", award.of_call, name="call-awards"),
    path("instalments/", instalment.finance, name="finance"),
    path("instalments/table.csv", instalment.table, name="finance-table"),
    path(HERE, award.show, name="award"),
    path(f"{HERE}letter.pdf", award.letter, name="award-letter"),
    path(f"{HERE}agreement-<int:version>.pdf", award.agreement_pdf, name="agreement-pdf"),
    path(f"{HERE}projects/", project_money.projects, name="award-projects"),
    path(f"{HERE}projects/<int:pk>/", project_money.choose, name="project-money"),
    path(f"{HERE}do/<slug:name>/", award.do_award, name="award-do"),
    path(
        f"{HERE}instalments/<int:number>/<slug:name>/",
        award.do_instalment,
        name="instalment-do",
    ),
    path(f"{HERE}changes/<int:pk>/<slug:name>/", award.do_amendment, name="amendment-do"),
    path(f"{HERE}reports/<slug:kind>/", report.report, name="report"),
    path(f"{HERE}reports/<slug:kind>/<slug:name>/", award.do_report, name="report-do"),
]
