"""Files that came through a browser and may never be sent."""

from django.db import models


class Upload(models.Model):
    """A stored file that is looked at again at `due_at`: whether anything names it by then."""

    sha256 = models.CharField(max_length=64, unique=True)
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.sha256
