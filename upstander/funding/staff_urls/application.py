"""Applications at the desk: of those who apply, of their partners, of the funder."""

from django.urls import path

from upstander.funding.views import application, application_do, application_section, partner
from upstander.funding.views.application_deeds import DEEDS
from upstander.funding.views.application_steps import WRITTEN

ONE = "applications/<uuid:pk>/"
PARTNER = f"{ONE}partners/<int:number>/"
urlpatterns = [
    path("apply/", application.start, name="application-start"),
    path(ONE, application.show, name="application"),
    *(
        path(
            f"{ONE}{name}/", application_section.section, {"name": name}, name=f"application-{name}"
        )
        for name in WRITTEN
    ),
    path(f"{ONE}partners/", partner.index, name="application-partners"),
    path(PARTNER, partner.edit, name="application-partner"),
    path(f"{PARTNER}ask/", partner.ask, name="application-partner-ask"),
    path(f"{PARTNER}remove/", partner.remove, name="application-partner-remove"),
    path(f"{ONE}people/", application_do.people, name="application-people"),
    path(
        f"{ONE}people/<int:number>/remove/",
        application_do.person_out,
        name="application-person-remove",
    ),
    path(f"{ONE}review/", application.review, name="application-review"),
    path(f"{ONE}receipt/", application.receipt, name="application-receipt"),
    path(f"{ONE}receipt.pdf", application.receipt_pdf, name="application-receipt-pdf"),
    path(f"{ONE}files/<uuid:number>/", application_section.file, name="application-file"),
    path(
        f"{ONE}files/<uuid:number>/remove/",
        application_section.drop,
        name="application-file-remove",
    ),
    *(
        path(f"{ONE}{name}/", application_do.do, {"name": name}, name=f"application-{name}")
        for name in DEEDS
    ),
    path("partnerships/<int:number>/", partner.asked, name="partnership"),
    path(
        "partnerships/<int:number>/confirm/",
        partner.settle,
        {"name": "confirm"},
        name="partnership-confirm",
    ),
    path(
        "partnerships/<int:number>/decline/",
        partner.settle,
        {"name": "decline"},
        name="partnership-decline",
    ),
    path("calls/<slug:key>/late/", application_do.late, name="late"),
]
