"""Those who write: contacts, how they can be recognised, and whom they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.people.languages import LANGUAGES


class Organization(models.Model):
    """A company or household that several contacts belong to."""

    name = models.CharField(max_length=160)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A customer: one person over all channels."""

    name = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class IdentityKind(models.TextChoices):
    """By what a contact is recognised."""

    EMAIL = "email", _("E-mail")


class Identity(models.Model):
    """One address of a contact; no two contacts share one."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind)
    value = models.CharField(max_length=320)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="identity_belongs_to_one")
        ]

    def __str__(self) -> str:
        return self.value
