"""Priorities and their scoring at the desk."""

from django.urls import path

from upstander.action.views import priority, priority_deeds, scoring

urlpatterns = [
    path("priorities/", priority.priorities, name="priorities"),
    path("priorities/new/<int:organisation>/", priority.new_priority, name="priority-new"),
    path("priorities/<int:pk>/", priority.priority, name="priority"),
    path("priorities/<int:pk>/edit/", priority.edit_priority, name="priority-edit"),
    path("priorities/<int:pk>/do/<slug:deed>/", priority_deeds.do, name="priority-do"),
    path("priorities/<int:pk>/evidence/new/", priority.new_evidence, name="evidence-new"),
    path(
        "priorities/<int:pk>/evidence/<int:number>/remove/",
        priority.remove_evidence,
        name="evidence-remove",
    ),
    path("priorities/scoring/new/<int:organisation>/", scoring.new_round, name="round-new"),
    path("priorities/scoring/<int:pk>/", scoring.show_round, name="round"),
    path("priorities/scoring/<int:pk>/mine/", scoring.score, name="round-score"),
    path("priorities/scoring/<int:pk>/seat/<int:seat>/", scoring.score, name="round-score"),
    path("priorities/scoring/<int:pk>/close/", scoring.close, name="round-close"),
]
