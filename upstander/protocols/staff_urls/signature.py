"""Signing, validity, languages and papers of a version, at the desk."""

from typing import Any

from django.urls import path

from upstander.protocols.views import publication, signature, translation

urlpatterns: list[Any] = [
    path("versions/<int:pk>/signatures/", signature.show, name="signatures"),
    path("versions/<int:pk>/signatures/<slug:name>/", signature.do, name="signature-do"),
    path("signatures/<int:pk>/record/", signature.record, name="signature-record"),
    path("signatures/<int:pk>/take-back/", signature.take_back, name="signature-take-back"),
    path("signatures/<int:pk>/link/", signature.link, name="signature-link"),
    path("versions/<int:pk>/languages/", translation.index, name="languages"),
    path("versions/<int:pk>/languages/<str:language>/", translation.edit, name="language"),
    path("versions/<int:pk>/pdf/", publication.desk_pdf, name="version-pdf"),
]
