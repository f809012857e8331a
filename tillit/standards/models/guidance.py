"""Which pages of the handbook say how a standard is kept."""

from django.db import models

from tillit.documents.models import Document
from tillit.standards.models.standard import ServiceStandard


class Guidance(models.Model):
    """A page that belongs to a standard, through all versions of both."""

    standard = models.ForeignKey(ServiceStandard, on_delete=models.CASCADE, related_name="guidance")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="guidance")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "document"], name="guidance_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} for {self.standard_id}"
