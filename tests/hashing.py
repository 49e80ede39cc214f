from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id with the least memory and time: tests sign in often."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
