"""Calls at the desk of the funder."""

from django.urls import path

from upstander.funding.views import call, call_parts, home

ONE = "calls/<slug:key>/"
PARTS = f"{ONE}parts/<slug:name>/"
urlpatterns = [
    path("", home.show, name="home"),
    path("calls/", call.index, name="calls"),
    path("new-call/", call.new, name="call-new"),
    path(ONE, call.show, name="call"),
    path(f"{ONE}basics/", call_parts.basics, name="call-basics"),
    path(f"{ONE}summary/", call_parts.summary, name="call-summary"),
    path(f"{ONE}envelopes/", call_parts.envelopes, name="call-envelopes"),
    path(PARTS, call_parts.section, name="call-section"),
    path(f"{PARTS}add/", call_parts.part, name="call-part-add"),
    path(f"{PARTS}<int:pk>/", call_parts.part, name="call-part"),
    path(f"{PARTS}<int:pk>/remove/", call_parts.remove, name="call-part-remove"),
    path(f"{PARTS}<int:pk>/shift/", call_parts.shift, name="call-part-shift"),
    path(f"{ONE}languages/", call_parts.languages, name="call-languages"),
    path(f"{ONE}languages/<slug:code>/", call_parts.language, name="call-language"),
    path(f"{ONE}preview/", call.preview, name="call-preview"),
    path(f"{ONE}applications.csv", call.export, name="call-export"),
    path(f"{ONE}do/<slug:name>/", call.do, name="call-do"),
]
