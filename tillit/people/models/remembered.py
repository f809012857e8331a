"""What all processes must know alike, for a while."""

from django.db import models


class Remembered(models.Model):
    """The table of the shared cache: wrong passwords so far, codes that were used.

    Only Django's database cache reads and writes it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_remembered"

    def __str__(self) -> str:
        return self.cache_key
