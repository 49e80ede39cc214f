"""All settings. Every variable is read by `env()` and described in docs/settings.md."""

import os
import sys
import tomllib
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from upstander.core.languages import table
from upstander.core.zones import is_zone

PACKAGE = Path(__file__).resolve().parent.parent


def env(name: str, default: str | None = None) -> str:
    """The variable `name`; a missing one without default says what to do."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: docs/settings.md says what it is.")
    return value


HOME = Path(env("UPSTANDER_HOME", "var")).resolve()
SECRETS_FILE = HOME / "secrets.toml"
SITE_FILE = HOME / "site.toml"
PUBLIC_URL = env("UPSTANDER_URL", "http://127.0.0.1:8000").rstrip("/")
IS_SECURE = PUBLIC_URL.startswith("https://")
DEMONSTRATION_FILE = HOME / "demonstration.toml"
IS_DEMONSTRATION = DEMONSTRATION_FILE.exists()


def _kept(name: str, default: str) -> str:
    """What `upstander init` has kept of the pack, for what must be known before the database."""
    if not SITE_FILE.exists():
        return default
    found: str = tomllib.loads(SITE_FILE.read_text("utf-8")).get(name, default)
    return found


STAND_IN = "only-commands-that-make-or-check-things-run-with-this-key-" + "0" * 20


def _secret(name: str, from_environment: str) -> str:
    """From the environment, else from the file that `upstander init` makes."""
    if from_environment:
        return from_environment
    if SECRETS_FILE.exists():
        found = tomllib.loads(SECRETS_FILE.read_text("utf-8")).get(name)
        if found:
            return found
    if sys.argv[1:2] and sys.argv[1] in ("serve", "worker"):
        raise ImproperlyConfigured(f"No {name} in {HOME}: run `upstander init PACK` first.")
    return STAND_IN


SECRET_KEY = _secret("secret_key", env("UPSTANDER_SECRET_KEY", ""))
RETURN_CODE_PEPPER = _secret("pepper", env("UPSTANDER_PEPPER", ""))
DEBUG = False
ALLOWED_HOSTS = [
    PUBLIC_URL.partition("://")[2].partition("/")[0].rpartition(":")[0]
    or PUBLIC_URL.partition("://")[2],
    *filter(None, env("UPSTANDER_HOSTS", "127.0.0.1,localhost,[::1]").split(",")),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "upstander.core",
    "upstander.audit",
    "upstander.accounts",
    "upstander.network",
    "upstander.announcements",
    "upstander.partnership",
    "upstander.protocols",
    "upstander.learning",
    "upstander.action",
    "upstander.support",
    "upstander.funding",
    "upstander.events",
    "upstander.editing",
    "upstander.search",
    "upstander.portal",
    "upstander.desk",
    "upstander.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.users",
    "wagtail.admin",
    "wagtail.search",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Its length varies by chance (Heal the Breach), so that a token cannot be guessed from it.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "upstander.core.middleware.add_privacy_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "upstander.core.middleware.speak_the_language_of_the_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upstander.accounts.middleware.StaffDoor",
]

ROOT_URLCONF = "upstander.config.urls"
WSGI_APPLICATION = "upstander.config.wsgi.application"
STAFF_PATHS = ("/desk/", "/account/", "/editor/")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "upstander.core.context.about_this_site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SQLITE = f"sqlite:///{HOME / 'upstander.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(env("DATABASE_URL", SQLITE), conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is destroyed is overwritten, not left in free pages of the file, and what SQLite
        # needs for a moment stays in memory, not in a file of the temporary folder.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

USE_TZ = True
TIME_ZONE = env("UPSTANDER_TIME_ZONE", "") or _kept("time_zone", "UTC")
if not is_zone(TIME_ZONE):
    raise ImproperlyConfigured(
        f"No time zone is called {TIME_ZONE!r}: take one of the IANA list, such as Europe/Lisbon."
    )
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [(row.code, row.name) for row in table().values()]
LANGUAGES_BIDI = [row.code for row in table().values() if row.direction == "rtl"]
for row in table().values():
    LANG_INFO.setdefault(
        row.code,
        {
            "bidi": row.direction == "rtl",
            "code": row.code,
            "name": row.name,
            "name_local": row.name,
        },
    )
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"

WAGTAIL_SITE_NAME = "Upstander"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# "Translate this page" begins a draft, which is written in the ordinary form of the editor.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/account/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "docx", "txt"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63_072_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
SESSION_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = "Lax"
KEYRING_COOKIE_NAME = "__Host-keyring" if IS_SECURE else "keyring"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "upstander.config.views.bad_form"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# What someone sends may be about someone: nothing of it touches a disk before it is sealed.
FILE_UPLOAD_HANDLERS = ["upstander.core.uploads.InMemory"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

EMAIL_HOST = env("UPSTANDER_MAIL_HOST", "")
EMAIL_PORT = int(env("UPSTANDER_MAIL_PORT", "587"))
EMAIL_HOST_USER = env("UPSTANDER_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env("UPSTANDER_MAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10  # a mail host that hangs stops nobody's page for long
DEFAULT_FROM_EMAIL = env("UPSTANDER_MAIL_FROM", "upstander@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # What someone asked for is nobody's business: a 404 or a refused form is not logged.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "django_tasks": {"level": "WARNING"},
    },
}

# --- Staff accounts: signing in, second factors, sessions --------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"
# The limits themselves are a rule, accounts/rules.py; the stored session lives no longer either.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
# Messages wait in the session, not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "upstander.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reaches no one but who reads that mailbox
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
ACCOUNT_FORMS = {
    "login": "upstander.accounts.forms.SignIn",
    "reauthenticate": "upstander.accounts.forms.Reauthenticate",
    "change_password": "upstander.accounts.forms.ChangePassword",
    "reset_password": "upstander.accounts.forms.ForgottenPassword",
    "reset_password_from_key": "upstander.accounts.forms.NewPassword",
}
# Attempts are counted by account and by caller in the cache of this process, for minutes, under a
# keyed digest of the caller's address (accounts/middleware.py). No header that a client could
# write counts as its address; behind proxies of your own, say how many there are.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
# The server speaks no https itself: where the site does, at least one proxy stands before it. Were
# it not counted, all visitors would be one caller, and soon held or sent away.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("UPSTANDER_PROXIES", "1" if IS_SECURE else "0"))

MFA_ADAPTER = "upstander.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Upstander"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "upstander.accounts.forms.Code",
    "reauthenticate": "upstander.accounts.forms.CodeAgain",
    "activate_totp": "upstander.accounts.forms.ActivateApp",
    "add_webauthn": "upstander.accounts.forms.AddPasskey",
    "edit_webauthn": "upstander.accounts.forms.RenamePasskey",
}
# --- end of staff accounts ----------------------------------------------------------------------
