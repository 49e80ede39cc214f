"""The private part of her pair, open for the length of a session.

The session holds it sealed under a random key, and that key is nowhere but in a cookie of her
browser: neither the stored session nor the cookie alone opens anything.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from upstander.accounts.actions import make_keyring
from upstander.accounts.models import User
from upstander.accounts.queries import private_part, public_part
from upstander.core.seal import Place, Unopened, make_key, open_row, seal_row

HELD = "keyring"


def unlock(request: HttpRequest, user: User, password: str) -> None:
    """With her password at hand: open her pair, or make the first, and hold it for the session."""
    found = private_part(user, password)
    if found is None:
        private = make_keyring(user, password)
        number = (public_part(user) or (1, b""))[0]
    else:
        number, private = found
    key = make_key()
    sealed = seal_row(key, private, _place(user.pk, number), number)
    request.session[HELD] = [user.pk, number, urlsafe_b64encode(sealed).decode()]
    request.keyring_key = key  # type: ignore[attr-defined]


def private_key(request: HttpRequest) -> bytes | None:
    """The private part of the pair of who is signed in; None until she types her password."""
    held, user = request.session.get(HELD) or (0, 0, ""), request.user
    now = public_part(user) if held[0] == user.pk else None  # type: ignore[arg-type]
    if now is None or held[1] != now[0]:
        return None
    try:
        key = urlsafe_b64decode(request.COOKIES.get(settings.KEYRING_COOKIE_NAME, ""))
        return open_row(key, urlsafe_b64decode(held[2]), _place(held[0] or 0, held[1]))
    except (Unopened, Error, ValueError):
        return None


def carry_key(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser its key once, and take it back when the session is over."""
    name, key = settings.KEYRING_COOKIE_NAME, getattr(request, "keyring_key", None)
    if key is not None and HELD in request.session:
        response.set_cookie(
            name,
            urlsafe_b64encode(key).decode(),
            secure=settings.IS_SECURE,
            httponly=True,
            samesite="Strict",
        )
    elif name in request.COOKIES and HELD not in request.session:
        response.delete_cookie(name, samesite="Strict")


def _place(user_id: int, number: int) -> Place:
    return Place("session", HELD, f"{user_id}:{number}")
