"""Johnson's relative weights: how much of an overall score goes together with which aspect.

They tell aspects apart that go together themselves, where correlations count the same thing twice.
Association, not cause.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tillit.measures.correlation import Counts, pearson
from tillit.measures.eigen import Matrix, eigen, product

SPARE_ANSWERS = 2
"""With fewer answers beyond the number of aspects, any numbers at all would fit perfectly."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The part of R² (0 to 1) that falls to each aspect; together they are R²."""

    raw: dict[str, float]
    r_squared: float

    def share(self, aspect: str) -> float | None:
        """Its part of what is explained, 0 to 1; None when nothing is, or it has no weight."""
        weight = self.raw.get(aspect)
        return weight / self.r_squared if weight is not None and self.r_squared > 0 else None


def relative_weights(
    overall: Sequence[float], aspects: Mapping[str, Sequence[float]], counts: Counts = None
) -> Weights | None:
    """The weight of each aspect that varies; None without any, or with too few answers.

    R = QΛQᵀ, L = QΛ^½Qᵀ, β = L⁻¹r, weightⱼ = Σₖ L²ⱼₖβₖ² (Johnson 2000). Aspects that say
    exactly the same share their weight.

    Raises:
        ValueError: the columns are not of one length.
    """
    with_overall = {name: pearson(values, overall, counts) for name, values in aspects.items()}
    towards = {name: value for name, value in with_overall.items() if value is not None}
    answers = sum(counts) if counts else len(overall)
    if not towards or answers < len(towards) + SPARE_ANSWERS:
        return None
    found = eigen(_correlations([aspects[name] for name in towards], counts))
    roots, inverse_roots = found.applied(_root), found.applied(lambda value: 1 / _root(value))
    explained = [beta * beta for beta in product(inverse_roots, list(towards.values()))]
    squares = [[part * part for part in row] for row in roots]
    raw = dict(zip(towards, product(squares, explained), strict=True))
    return Weights(raw, math.fsum(raw.values()))


def _root(value: float) -> float:
    return math.sqrt(max(0.0, value))


def _correlations(columns: Sequence[Sequence[float]], counts: Counts) -> Matrix:
    """How each column goes together with each; none of them is constant."""
    size = len(columns)
    matrix = [[1.0] * size for _column in columns]
    for i in range(size):
        for k in range(i):
            matrix[i][k] = matrix[k][i] = pearson(columns[i], columns[k], counts) or 0.0
    return matrix
