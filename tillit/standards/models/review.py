"""What came out when somebody looked at a standard again."""

from django.db import models

from tillit.documents.models import Reviewed
from tillit.standards.models.standard import StandardVersion


class StandardReview(Reviewed):
    """A review of the version that was in force."""

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="reviews")
