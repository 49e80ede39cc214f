"""Every address of the product, and who may enter: see doors.py."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as editor_urls

from upstander.config import views

handler400 = "upstander.config.views.bad_request"
handler403 = "upstander.config.views.forbidden"
handler404 = "upstander.config.views.not_found"
handler500 = "upstander.config.views.server_error"

to_sign_in = login_not_required(
    RedirectView.as_view(pattern_name="account_login", query_string=True)
)

urlpatterns = [
    path("", login_not_required(views.choose_language), name="front"),
    path("exit", login_not_required(views.leave), name="leave"),
    path("robots.txt", login_not_required(views.robots), name="robots"),
    path("sitemap.xml", login_not_required(views.sitemap), name="sitemap"),
    path("open-data/", include("upstander.funding.urls")),
    path("account/join/", include("upstander.network.urls")),
    path("account/", include("upstander.accounts.urls")),
    path("desk/requests/", include("upstander.support.staff_urls")),
    path("desk/funding/", include("upstander.funding.staff_urls")),
    path("desk/local/", include("upstander.action.staff_urls")),
    path("desk/partners/", include("upstander.partnership.staff_urls")),
    path("desk/protocols/", include("upstander.protocols.staff_urls")),
    path("desk/learning/", include("upstander.learning.staff_urls")),
    path("desk/events/", include("upstander.events.staff_urls")),
    path("desk/announcements/", include("upstander.announcements.staff_urls")),
    path("desk/editing/", include("upstander.editing.staff_urls")),
    path("desk/releases/", include("upstander.network.staff_urls")),
    path("desk/", include("upstander.desk.urls")),
    # Wagtail's own sign-in would ask for a password alone and count no attempts.
    path("editor/login/", to_sign_in),
    path("editor/password_reset/", to_sign_in),
    path("editor/", include(editor_urls)),
    *i18n_patterns(
        path("", include("upstander.support.urls")),
        path("", include("upstander.action.urls")),
        path("", include("upstander.protocols.urls")),
        path("", include("upstander.search.urls")),
        path("", include("upstander.learning.urls")),
        path("", include("upstander.events.urls")),
        path("", include("upstander.portal.urls")),
    ),
]
