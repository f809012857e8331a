"""What was there before somebody changed what is known of a customer, so that it can be undone."""

from django.db import models

from tillit import clock
from tillit.people.models.contact import Contact


class Revision(models.Model):
    """One change of a customer's details; it goes when the customer is erased.

    `before` and `after` hold the values of the fields that changed, or an address that was added
    or taken away.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="revisions")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"revision {self.pk} of {self.contact_id}"


class Union(models.Model):
    """Two customers who turned out to be one person; `moved` names every row that changed hands.

    `before` holds what was known of the one who is kept.
    """

    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="unions")
    gone = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.gone_id} is {self.kept_id}"
