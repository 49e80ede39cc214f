"""The home of staff."""

from django.urls import path

from upstander.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<int:pk>/withdraw/", views.withdraw, name="invitation-withdraw"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/end/", views.end, name="membership-end"),
    path("language/", views.language, name="language"),
]
