"""Those who write: contacts, how they can be recognised, and whom they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.people.languages import LANGUAGES


class Organization(models.Model):
    """A company or household that several contacts belong to."""

    name = models.CharField(max_length=160, db_index=True)
    notes = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A customer: one person over all channels.

    `merged_into` is the person that this one turned out to be: nothing belongs to this row then,
    but for what that person had already. `left_on` is the day from which this person was a customer
    no longer, as far as somebody has heard of it.
    """

    name = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    customer_number = models.CharField(max_length=40, blank=True)
    notes = models.TextField(blank=True)
    vip = models.BooleanField(default=False)
    vip_reason = models.CharField(max_length=200, blank=True)
    vip_until = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="contact_name"),
            # The condition of the constraint keeps the database from looking a number up by it.
            models.Index(fields=["customer_number"], name="contact_number"),
            # The VIPs alone, read whole to tell what is theirs from what is not.
            models.Index(fields=["id"], condition=models.Q(vip=True), name="contact_vip"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer_number"],
                condition=~models.Q(customer_number=""),
                name="customer_number_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_vip(self) -> bool:
        """Whether this person is to be looked after with special care today."""
        return self.vip and (self.vip_until is None or self.vip_until >= clock.now().date())


class IdentityKind(models.TextChoices):
    """By what a contact is recognised."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    HANDLE = "handle", _("Handle")


class Identity(models.Model):
    """One address of a contact; no two contacts share one.

    `bounced_at` is since when mail to it comes back; it is empty again once mail comes from there.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind)
    value = models.CharField(max_length=320)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="identity_belongs_to_one")
        ]

    def __str__(self) -> str:
        return self.value


class BlockedSender(models.Model):
    """An address whose mail is not filed any more; it is kept, and counted."""

    value = models.CharField(max_length=320, unique=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.value
