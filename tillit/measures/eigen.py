"""Eigenvalues of small symmetric matrices, such as those of correlations."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Matrix = list[list[float]]

SWEEPS = 60
NEGLIGIBLE = 1e-11
"""An eigenvalue this small beside the largest is zero by arithmetic."""


@dataclass(frozen=True, slots=True)
class Eigen:
    """The matrix as QΛQᵀ: `vectors[i][k]` is part i of the vector that belongs to `values[k]`."""

    values: list[float]
    vectors: Matrix

    @property
    def rank(self) -> int:
        """How many of the values are not zero."""
        return sum(self._counts(value) for value in self.values)

    def applied(self, function: Callable[[float], float]) -> Matrix:
        """The matrix with a function applied to its eigenvalues; those that are zero stay zero.

        With `math.sqrt` it is the square root of a matrix, with 1/x the (pseudo-)inverse.
        """
        changed = [function(value) if self._counts(value) else 0.0 for value in self.values]
        return [
            [
                math.fsum(a * value * b for a, value, b in zip(row, changed, column, strict=True))
                for column in self.vectors
            ]
            for row in self.vectors
        ]

    def _counts(self, value: float) -> bool:
        return abs(value) > NEGLIGIBLE * max(map(abs, self.values))


def eigen(matrix: Sequence[Sequence[float]]) -> Eigen:
    """Eigenvalues and orthonormal eigenvectors, by Jacobi's cyclic rotations.

    Source: Golub and Van Loan, Matrix Computations, section 8.5.

    Raises:
        ValueError: the matrix is not square and symmetric.
    """
    size = len(matrix)
    if any(len(row) != size for row in matrix):
        raise ValueError("A matrix with eigenvalues is square.")
    if not _is_symmetric(matrix):
        raise ValueError("This way to eigenvalues needs a symmetric matrix.")
    rest = [list(map(float, row)) for row in matrix]
    vectors = [[float(i == k) for k in range(size)] for i in range(size)]
    for _sweep in range(SWEEPS):
        if _is_diagonal(rest):
            break
        for first in range(size):
            for second in range(first + 1, size):
                _rotate(rest, vectors, first, second)
    return Eigen([rest[i][i] for i in range(size)], vectors)


def product(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    """A matrix times a column."""
    return [math.fsum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _rotate(matrix: Matrix, vectors: Matrix, first: int, second: int) -> None:
    """Turn the plane of two axes so that the element which couples them becomes zero."""
    coupling = matrix[first][second]
    if coupling == 0:
        return
    slope = (matrix[second][second] - matrix[first][first]) / (2 * coupling)
    tangent = math.copysign(1, slope) / (abs(slope) + math.hypot(1, slope))
    cosine = 1 / math.hypot(1, tangent)
    sine = tangent * cosine
    _turn(matrix, first, second, cosine, sine)
    _turn(vectors, first, second, cosine, sine)
    for k in range(len(matrix)):
        above, below = matrix[first][k], matrix[second][k]
        matrix[first][k] = cosine * above - sine * below
        matrix[second][k] = sine * above + cosine * below
    matrix[first][second] = matrix[second][first] = 0.0


def _turn(matrix: Matrix, first: int, second: int, cosine: float, sine: float) -> None:
    """Turn two columns."""
    for row in matrix:
        left, right = row[first], row[second]
        row[first] = cosine * left - sine * right
        row[second] = sine * left + cosine * right


def _is_symmetric(matrix: Sequence[Sequence[float]]) -> bool:
    return all(
        math.isclose(matrix[i][k], matrix[k][i], rel_tol=1e-9, abs_tol=1e-9)
        for i in range(len(matrix))
        for k in range(i)
    )


def _is_diagonal(matrix: Matrix) -> bool:
    """Whether what is off the diagonal vanishes beside what is on it."""
    scale = max((abs(row[i]) for i, row in enumerate(matrix)), default=0.0)
    off = max((abs(row[k]) for i, row in enumerate(matrix) for k in range(i)), default=0.0)
    return off <= 1e-15 * scale
