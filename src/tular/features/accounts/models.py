"""People who sign in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tular.features.accounts.choices import Language, Zone


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its case."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> User:
        """A person; without a password they cannot sign in by password until they set one."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """By e-mail address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person. What they may do comes from their memberships, which lie above this feature; never from flags here.

    E-mail address and phone number are personal data: no public page, list or API shows them.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.INDONESIAN)
    zone = models.CharField(max_length=20, choices=Zone, default=Zone.WIB)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo; marked as such wherever shown.")
    joined_at = models.DateTimeField(default=timezone.now)
    session_round = models.PositiveIntegerField(default=0, help_text="Counted up to end all sessions of the person.")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_case"),
            models.CheckConstraint(name="user_has_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as the person writes it."""
        return self.name

    def get_short_name(self) -> str:
        """The name as the person writes it: Indonesian names are not cut into first and last."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: it ends when the password changes or the round is counted up."""
        salt = "tular.features.accounts.models.User.session"
        return salted_hmac(salt, f"{self.password}:{self.session_round}", secret=secret, algorithm="sha256").hexdigest()
