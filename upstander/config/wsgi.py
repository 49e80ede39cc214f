"""The door for a WSGI server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")

application = get_wsgi_application()
if settings.STAND_IN in (settings.SECRET_KEY, settings.RETURN_CODE_PEPPER):
    raise ImproperlyConfigured(f"No secrets in {settings.HOME}: run `upstander init PACK` first.")
