"""How far coders agree beyond chance, however many there are: Krippendorff's alpha."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

RELY = 0.8
"""From here on the codes can be relied on."""
TENTATIVE = 2 / 3
"""Below this nothing can be concluded from them; between the two only tentatively."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha for names without an order, and of how many units it is made.

    It is 1 − observed disagreement / expected disagreement: 1 for perfect agreement, 0 for that of
    chance, below 0 for disagreement on purpose. It is undefined without a unit that two have coded,
    and where all codes are the same: then nobody can tell agreement from having no choice.
    """

    alpha: float | None
    units: int

    @property
    def can_be_relied_on(self) -> bool:
        """Whether the coders mean the same by the same names."""
        return self.alpha is not None and self.alpha >= RELY

    @property
    def is_tentative(self) -> bool:
        """Whether only careful conclusions can be drawn."""
        return self.alpha is not None and TENTATIVE <= self.alpha < RELY


def nominal_alpha(units: Iterable[Iterable[Hashable | None]]) -> Reliability:
    """Alpha over units, each with the codes that were given to it; None where somebody gave none.

    A unit that fewer than two have coded says nothing about agreement and is left out.
    """
    counted = [Counter(code for code in codes if code is not None) for codes in units]
    paired = [codes for codes in counted if codes.total() > 1]
    total: Counter[Hashable] = sum(paired, Counter())
    n = total.total()
    observed = sum(_unlike(codes) / (codes.total() - 1) for codes in paired)
    expected = _unlike(total)
    alpha = 1 - (n - 1) * observed / expected if expected else None
    return Reliability(alpha, len(paired))


def _unlike(codes: Counter[Hashable]) -> int:
    """Ordered pairs of codes that differ."""
    return codes.total() ** 2 - sum(count * count for count in codes.values())
