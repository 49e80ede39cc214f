"""The home of staff."""

from django.urls import path

from upstander.desk.views import home, numbers

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("invitations/", home.invitations, name="invitations"),
    path("invitations/<int:pk>/withdraw/", home.withdraw, name="invitation-withdraw"),
    path("people/", home.people, name="people"),
    path("people/<int:pk>/end/", home.end, name="membership-end"),
    path("language/", home.language, name="language"),
    path("numbers/", numbers.index, name="numbers"),
    path("numbers/<int:organisation>/evidence/", numbers.evidence, name="numbers-evidence"),
    path("numbers/summary/<int:pk>/", numbers.summary, name="numbers-summary"),
]
