"""Seals open for whom and where they were made, and nowhere else."""

import hashlib
import hmac
import json
import random
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.hashing import COST
from upstander.core import seal
from upstander.core.seal import (
    BLOCK_BYTES,
    HEADER,
    NONCE_BYTES,
    Place,
    Unopened,
    derive,
    make_key,
    make_pair,
    number_of,
    open_row,
    open_sealed,
    seal_row,
    seal_to,
    stretch,
)

VECTORS = json.loads((Path(__file__).parent / "seal_vectors.json").read_text("utf-8"))
PLACE = Place("support_message", "sealed", "4f1c")
KEY = bytes(range(32))


def _bytes(name: str) -> bytes:
    return bytes.fromhex(VECTORS[name])


def test_what_was_sealed_before_still_opens():
    secret = open_sealed(_bytes("private"), _bytes("sealed"), VECTORS["about_text"])
    assert (secret, number_of(_bytes("sealed"))) == (_bytes("secret"), VECTORS["number"])
    value = open_row(_bytes("row_key"), _bytes("row"), Place(*VECTORS["place"]))
    assert (value.decode(), number_of(_bytes("row"))) == (VECTORS["row_value"], 3)


def test_stretching_is_argon2id_as_another_library_has_it(monkeypatch):
    monkeypatch.setattr(seal, "MEMORY_KIB", COST[0])
    monkeypatch.setattr(seal, "PASSES", COST[1])
    ours = stretch("1234 5678", b"sixteen bytes ok")
    theirs = hash_secret_raw(b"1234 5678", b"sixteen bytes ok", 2, 19 * 1024, 1, 32, Type.ID)
    assert (ours, stretch("1234 5678", b"sixteen bytes ok", b"pepper")) == (
        theirs,
        _bytes("stretched"),
    )


def test_argon2id_gives_the_vector_of_its_standard():
    """RFC 9106, 5.3."""
    made = Argon2id(
        salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        ad=b"\4" * 12, secret=b"\3" * 8,
    ).derive(b"\1" * 32)  # fmt: skip
    assert made.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_a_derived_key_is_hkdf_sha256_written_out():
    info = Place("upstander", "v1", "a\x1fb").bytes()
    first = hmac.new(b"\0" * 32, KEY, hashlib.sha256).digest()
    assert derive(KEY, "a", "b") == hmac.new(first, info + b"\1", hashlib.sha256).digest()


def test_a_row_is_plain_chacha20_poly1305_over_padded_text():
    sealed = seal_row(KEY, b"words", PLACE, 9)
    head, nonce, rest = sealed[:5], sealed[5 : 5 + NONCE_BYTES], sealed[5 + NONCE_BYTES :]
    opened = ChaCha20Poly1305(derive(KEY, *PLACE)).decrypt(nonce, rest, head + PLACE.bytes())
    assert (HEADER.unpack(head), opened) == ((1, 9), b"words\x80" + b"\0" * 506)


@pytest.mark.parametrize("length", [0, 1, 510, 511, 512, 1023, 1024, 5000])
def test_every_length_comes_back_and_shows_whole_blocks_only(length):
    value = bytes([128, 0]) * (length // 2) + b"\x80" * (length % 2)
    sealed = seal_row(KEY, value, PLACE)
    inner = len(sealed) - HEADER.size - NONCE_BYTES - 16
    assert (open_row(KEY, sealed, PLACE), inner) == (value, (length // BLOCK_BYTES + 1) * 512)


@pytest.mark.parametrize(
    "place",
    [
        Place("support_note", "sealed", "4f1c"),
        Place("support_message", "other", "4f1c"),
        Place("support_message", "sealed", "4f1d"),
        Place("support_messages", "ealed", "4f1c"),
    ],
)
def test_a_row_opens_only_in_its_place(place):
    with pytest.raises(Unopened):
        open_row(KEY, seal_row(KEY, b"words", PLACE), place)


def test_places_never_read_the_same():
    assert Place("ab", "c", "").bytes() != Place("a", "bc", "").bytes()


def test_another_key_opens_nothing():
    pair, other = make_pair(), make_pair()
    with pytest.raises(Unopened):
        open_row(make_key(), seal_row(KEY, b"words", PLACE), PLACE)
    with pytest.raises(Unopened):
        open_sealed(other.private, seal_to(pair.public, KEY, "case:1"), "case:1")


def test_a_key_opens_only_for_what_it_was_sealed_about():
    pair = make_pair()
    sealed = seal_to(pair.public, KEY, "case:1:story")
    with pytest.raises(Unopened):
        open_sealed(pair.private, sealed, "case:1:identity")
    assert open_sealed(pair.private, sealed, "case:1:story") == KEY


def _flipped(sealed: bytes, bit: int) -> bytes:
    changed = bytearray(sealed)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_a_thousand_single_flipped_bits_are_all_refused():
    """Every bit of a row, and as many at random of a key sealed to a pair: versions, numbers,
    nonces, both halves of the hybrid, tags."""
    chance, pair = random.Random(20261123), make_pair()  # noqa: S311 - which bits, no more
    row, sealed = seal_row(KEY, b"words", PLACE), seal_to(pair.public, KEY, "case:1")
    row_bits = chance.sample(range(len(row) * 8), 500)
    sealed_bits = chance.sample(range(len(sealed) * 8), 500)
    opened = []
    for bit in row_bits:
        try:
            opened.append((bit, open_row(KEY, _flipped(row, bit), PLACE)))
        except Unopened:
            continue
    for bit in sealed_bits:
        try:
            opened.append((bit, open_sealed(pair.private, _flipped(sealed, bit), "case:1")))
        except Unopened:
            continue
    assert opened == []
    assert open_row(KEY, row, PLACE) == b"words"
    assert open_sealed(pair.private, sealed, "case:1") == KEY


@pytest.mark.parametrize("length", [0, 1, 4, 5, 16, 20, 60, 544])
def test_what_was_cut_short_is_refused(length):
    pair = make_pair()
    with pytest.raises(Unopened):
        open_row(KEY, seal_row(KEY, b"words", PLACE)[:length], PLACE)
    with pytest.raises(Unopened):
        open_sealed(pair.private, seal_to(pair.public, KEY, "case:1")[:length], "case:1")


def test_the_same_words_look_different_each_time():
    pair = make_pair()
    assert seal_row(KEY, b"words", PLACE) != seal_row(KEY, b"words", PLACE)
    assert seal_to(pair.public, KEY, "x") != seal_to(pair.public, KEY, "x")


def test_a_private_part_that_is_none_is_refused_clearly():
    pair = make_pair()
    with pytest.raises(Unopened):
        open_sealed(b"not a key", seal_to(pair.public, KEY, "case:1"), "case:1")
