"""The same hashes at the least cost that they know: tests sign in often, and they stay true."""

from django.contrib.auth.hashers import Argon2PasswordHasher

from upstander.core import seal

COST = seal.MEMORY_KIB, seal.PASSES


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id with the least memory and time: tests sign in often."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def stretch_quickly() -> None:
    """Argon2id of the seals in the same way. What it costs in the product is kept in COST."""
    seal.MEMORY_KIB, seal.PASSES = 8, 1
