"""The public pages of support, below the language prefix."""

from django.urls import path

from upstander.support.views.returning import come_back
from upstander.support.views.tell import tell

app_name = "support-public"
urlpatterns = [
    path("tell/", tell, name="tell"),
    path("return/", come_back, name="return"),
]
