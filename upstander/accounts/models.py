"""People who sign in: staff of the network. The public has no account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Finds people by their address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Roles are memberships of organisations, in the network context."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_on = models.DateField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as the person writes it; the libraries ask for it under this name."""
        return self.name

    def get_short_name(self) -> str:
        """The same name: which part is the given one differs between cultures."""
        return self.name


class Keyring(models.Model):
    """A person's hybrid pair; its private part opens with her password alone."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="keyring")
    number = models.PositiveIntegerField(default=1)
    public = models.BinaryField()
    salt = models.BinaryField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1), name="keyring_1")]

    def __str__(self) -> str:
        return f"{self.user_id}, pair {self.number}"


class UsedCode(models.Model):
    """A code of an app that has been used, as a digest, until no clock takes it any more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="used_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="one_use_a_code")]

    def __str__(self) -> str:
        return f"a code of {self.user_id}"
