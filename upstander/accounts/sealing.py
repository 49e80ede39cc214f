"""Seals what second factors are made of, so that a stolen database signs nobody in."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

VERSION = b"1"
NONCE_BYTES = 12


def seal_secret(text: str) -> str:
    """`text` under the deployment's secret key (HKDF-SHA256, ChaCha20-Poly1305)."""
    nonce = token_bytes(NONCE_BYTES)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), VERSION)
    return f"{VERSION.decode()}:{urlsafe_b64encode(nonce + sealed).decode()}"


def open_secret(sealed: str) -> str:
    """The text again, under today's secret key or one of SECRET_KEY_FALLBACKS."""
    version, _, body = sealed.partition(":")
    data = urlsafe_b64decode(body)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            nonce, rest = data[:NONCE_BYTES], data[NONCE_BYTES:]
            return _cipher(key).decrypt(nonce, rest, version.encode()).decode()
        except InvalidTag:
            continue
    raise ValueError("Sealed under another secret key: give the old one in SECRET_KEY_FALLBACKS.")


def _cipher(key: str | bytes) -> ChaCha20Poly1305:
    derive = HKDF(SHA256(), length=32, salt=None, info=b"upstander accounts second factors")
    return ChaCha20Poly1305(derive.derive(force_bytes(key)))
