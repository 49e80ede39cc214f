"""Certificates, for whoever has the code, holds one, or gave it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from upstander.accounts.interface import User
from upstander.learning.models import Certificate, Course
from upstander.learning.queries.cohort import training_organisations
from upstander.learning.queries.translated import in_language
from upstander.learning.rules.certificate import groups_of, read_code
from upstander.learning.states import CertificateState


def certificate_with(typed: str) -> Certificate | None:
    """The certificate of a code, in the digits of any script; also one that was taken back."""
    code = read_code(typed)
    rows = Certificate.objects.select_related("enrolment__cohort__organisation")
    return rows.filter(code=code).first() if code else None


def certificates_visible_to(user: User) -> QuerySet[Certificate]:
    """Her own, and those that her organisation gave."""
    rows = Certificate.objects.select_related("enrolment__cohort__organisation", "enrolment__user")
    given = Q(enrolment__cohort__organisation__in=training_organisations(user))
    return rows.filter(Q(enrolment__user=user) | given)


def paper_of(certificate: Certificate, language: str, site: str) -> dict[str, Any]:
    """What the document of a valid certificate is set from, in `language`.

    The name of the course is that of today in this language, else that of the day it was given.
    """
    cohort = certificate.enrolment.cohort
    with override(language):
        rows = in_language(Course.objects.filter(live=True, key=cohort.course), language)
        course = rows.values_list("title", flat=True).first() or certificate.title
        return {
            "title": _("Certificate"),
            "name": certificate.name,
            "says": _("has completed the course"),
            "course": course,
            "facts": [
                (_("Training"), certificate.title),
                (_("Organisation"), str(cohort.organisation)),
                (_("Day"), date_format(certificate.issued_on, "DATE_FORMAT")),
                (_("Code"), groups_of(certificate.code)),
            ],
            "check": _("Anyone who has this code can check the certificate here:"),
            "address": site + reverse("learning-public:verify"),
        }


def is_valid(certificate: Certificate) -> bool:
    """Whether it was not taken back."""
    return certificate.state == CertificateState.VALID
