"""What customers have ordered, as far as it is known here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.people.models.contact import Contact


class OrderState(models.TextChoices):
    """How far an order has come."""

    PLACED = "placed", _("Placed")
    SENT = "sent", _("Sent on its way")
    DELIVERED = "delivered", _("Delivered")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", _("Cancelled")


class Order(models.Model):
    """One order of a customer."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="orders")
    number = models.CharField(max_length=40, unique=True)
    placed_on = models.DateField()
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.PLACED)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["contact", "-placed_on"], name="order_of_contact")]

    def __str__(self) -> str:
        return self.number
