"""Surveys at the desk."""

from django.urls import path

from upstander.action.views import survey, survey_deeds

urlpatterns = [
    path("surveys/", survey.surveys, name="surveys"),
    path("surveys/new/", survey.new_survey, name="survey-new"),
    path("surveys/<int:pk>/", survey.survey, name="survey"),
    path("surveys/<int:pk>/basics/", survey.basics, name="survey-basics"),
    path("surveys/<int:pk>/questions/new/", survey.question, name="survey-question-new"),
    path("surveys/<int:pk>/questions/<int:number>/", survey.question, name="survey-question"),
    path(
        "surveys/<int:pk>/questions/<int:number>/remove/",
        survey.remove_question,
        name="survey-question-remove",
    ),
    path("surveys/<int:pk>/arrange/", survey.arrange, name="survey-arrange"),
    path("surveys/<int:pk>/words/<slug:code>/", survey.words, name="survey-words"),
    path("surveys/<int:pk>/do/<slug:deed>/", survey_deeds.do, name="survey-do"),
    path(
        "surveys/<int:pk>/answers/<str:token>/<int:number>/remove/",
        survey.remove_words,
        name="survey-words-remove",
    ),
    path("surveys/<int:pk>/answers.csv", survey.survey_table, name="survey-table"),
]
