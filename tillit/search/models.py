"""The tables beside the full-text index: documents, the words in them, and what is to be done."""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """What can be found. `key` is its place in the index: the newest has the highest.

    `version` is that of what was read, so that an older reading never takes the place of a newer
    one; `digest` tells whether anything would change. `packed` is what stands in the index, for
    databases that need it again to take it out.
    """

    key = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    version = models.BigIntegerField()
    digest = models.CharField(max_length=32)
    packed = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_document_of_each")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Word(models.Model):
    """A word that occurs somewhere, as it was written but for its case."""

    written = models.CharField(max_length=64, unique=True)
    folded = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.written


class Stem(models.Model):
    """What a word has in common with others beneath its endings."""

    stem = models.CharField(max_length=64)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="stems")

    class Meta:
        indexes = [models.Index(fields=["stem", "word"], name="search_stem_word")]

    def __str__(self) -> str:
        return self.stem


class Stale(models.Model):
    """Something has changed and is to be read again; the row goes when that is done.

    There may be several for one document: adding a row never waits for anybody.
    """

    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Rebuilding(models.Model):
    """How far the index of one kind has been built anew, from the highest number down.

    `stemmer` is the version that made the stems; `below` is the last number done, and None at the
    beginning; `done` when there is nothing left.
    """

    kind = models.CharField(max_length=20, unique=True)
    stemmer = models.CharField(max_length=20, blank=True)
    below = models.BigIntegerField(null=True, blank=True)
    done = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} below {self.below}"
