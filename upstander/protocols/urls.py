"""The public pages of protocols, below the language prefix.

The secret of a link stands in a path: it is good once, no page sends its address on, and no
address is logged.
"""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.protocols.views import publication
from upstander.protocols.views.signing import sign

app_name = "protocols-public"
show, pdf = login_not_required(publication.show), login_not_required(publication.pdf)
urlpatterns = [
    path("protocols/<int:pk>/", show, name="protocol"),
    path("protocols/<int:pk>/pdf/", pdf, name="protocol-pdf"),
    path("protocols/<int:pk>/<int:number>/", show, name="version"),
    path("protocols/<int:pk>/<int:number>/pdf/", pdf, name="version-pdf"),
    path("sign/<str:secret>/", sign, name="sign"),
]
