"""Sealing: who may read what, held by mathematics. One library, pyca `cryptography`.

Three kinds of seal, each with a version and the number of its key in front:

to a pair    HPKE (RFC 9180) with the hybrid KEM MLKEM768_X25519, HKDF-SHA256 and
             ChaCha20-Poly1305: for one who holds the private part, also against tomorrow's
             quantum computers. Used for keys alone.
in a row     ChaCha20-Poly1305 under a key derived (HKDF-SHA256) for one table, column and row,
             bound to that place by associated data, padded to blocks of 512 bytes.
by a secret  the same under a key stretched with Argon2id (19 MiB, 2 passes, 1 lane) from what a
             person knows.

What docs/threat-model.md promises stands on this module; nothing else encrypts.
"""

from secrets import token_bytes
from struct import Struct
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
HEADER = Struct(">BI")  # version, number of the key
KEY_BYTES = 32
NONCE_BYTES = 12
BLOCK_BYTES = 512
SEED_BYTES = 64  # of ML-KEM-768 (FIPS 203: d and z)
LATTICE_BYTES = 1184  # its public part
MEMORY_KIB = 19 * 1024  # OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 passes, 1 lane
PASSES = 2
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class Unopened(Exception):
    """The seal does not open: another key, another place, or changed bytes."""


class Pair(NamedTuple):
    """Both parts of a hybrid pair as bytes: private 96 (seed, X25519), public 1,216."""

    private: bytes
    public: bytes


class Place(NamedTuple):
    """Where a sealed value stands; it opens nowhere else."""

    table: str
    column: str
    row: str

    def bytes(self) -> bytes:
        """Each part with its length in front, so that no two places read the same."""
        parts = [part.encode() for part in self]
        return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def make_pair() -> Pair:
    """A new pair from the system's randomness."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    private = lattice.private_bytes_raw() + curve.private_bytes_raw()
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return Pair(private, public)


def seal_to(public: bytes, secret: bytes, about: str, number: int = 1) -> bytes:
    """`secret` for the holder of the private part; it opens only for the same `about`."""
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:LATTICE_BYTES]),
        X25519PublicKey.from_public_bytes(public[LATTICE_BYTES:]),
    )
    head = HEADER.pack(VERSION, number)
    return head + SUITE.encrypt(secret, key, head + about.encode())


def open_sealed(private: bytes, sealed: bytes, about: str) -> bytes:
    """The secret again, or Unopened."""
    head, rest = _split(sealed)
    try:
        key = MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(private[:SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(private[SEED_BYTES:]),
        )
        return SUITE.decrypt(rest, key, head + about.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopened from error


def make_key() -> bytes:
    """A random key of 32 bytes."""
    return token_bytes(KEY_BYTES)


def derive(key: bytes, *label: str) -> bytes:
    """Another key of 32 bytes for one purpose (HKDF-SHA256, no salt)."""
    info = Place("upstander", "v1", "\x1f".join(label)).bytes()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(key)


def seal_row(key: bytes, value: bytes, place: Place, number: int = 1) -> bytes:
    """`value` for one place, padded so that its length tells little."""
    head, nonce = HEADER.pack(VERSION, number), token_bytes(NONCE_BYTES)
    cipher = ChaCha20Poly1305(derive(key, *place))
    return head + nonce + cipher.encrypt(nonce, _pad(value), head + place.bytes())


def open_row(key: bytes, sealed: bytes, place: Place) -> bytes:
    """The value again, or Unopened."""
    head, rest = _split(sealed)
    cipher = ChaCha20Poly1305(derive(key, *place))
    try:
        padded = cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], head + place.bytes())
    except (InvalidTag, ValueError) as error:
        raise Unopened from error
    return padded[: padded.rindex(b"\x80")]


def stretch(secret: str, salt: bytes, pepper: bytes = b"") -> bytes:
    """A key of 32 bytes from what a person knows (Argon2id; `pepper` is its secret input)."""
    maker = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=PASSES,
        lanes=1,
        memory_cost=MEMORY_KIB,
        secret=pepper or None,
    )
    return maker.derive(secret.encode())


def number_of(sealed: bytes) -> int:
    """The number of the key that a sealed value names."""
    number: int = HEADER.unpack(_split(sealed)[0])[1]
    return number


def _split(sealed: bytes) -> tuple[bytes, bytes]:
    head, rest = bytes(sealed[: HEADER.size]), bytes(sealed[HEADER.size :])
    if len(head) < HEADER.size or head[0] != VERSION:
        raise Unopened
    return head, rest


def _pad(value: bytes) -> bytes:
    """A one bit, then zeros, up to a whole block (ISO/IEC 7816-4)."""
    return value + b"\x80" + b"\0" * (-(len(value) + 1) % BLOCK_BYTES)
