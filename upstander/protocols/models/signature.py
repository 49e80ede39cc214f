"""Who signed which words of a protocol."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.protocols.models.protocol import Version
from upstander.protocols.states import SignatureState, SignatureWay


class Signature(models.Model):
    """A partner's name under a version. `digest` is the SHA-256 of the very words.

    Of the link by which it may be given only the digest of its secret is kept.
    """

    of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    partner = models.ForeignKey(
        "partnership.Partner", on_delete=models.PROTECT, related_name="signatures"
    )
    state = models.CharField(
        max_length=8, choices=SignatureState.choices, default=SignatureState.ASKED
    )
    way = models.CharField(max_length=9, choices=SignatureWay.choices, blank=True)
    signer_name = models.CharField(max_length=160, blank=True)
    signer_role = models.CharField(max_length=160, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=1000)
    digest = models.CharField(max_length=64)
    # Unique where there is one: two empty texts would be the same, two NULLs are not.
    secret_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 # see above
    expires_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["of", "partner__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "partner"],
                condition=~Q(state=SignatureState.VOID),
                name="one_valid_signature_a_partner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SignatureState.values), name="signature_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.SIGNED)
                | (~Q(signer_name="") & ~Q(way="") & Q(signed_on__isnull=False)),
                name="a_signature_says_who_how_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_state_display()}"
