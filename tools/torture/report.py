"""What was found, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from torture.campaign import Finding

HEADINGS = (
    "flow", "calls", "deaths", "torn", "elsewhere", "lost", "doubled", "broken", "twice, permitted",
)  # fmt: skip


@dataclass
class Row:
    """The sums of one flow; `elsewhere` are deaths at another call than in the counting round."""

    flow: str
    calls: int = 0
    deaths: int = 0
    torn: int = 0
    elsewhere: int = 0
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    permitted: int = 0

    def add(self, finding: Finding) -> None:
        """Count one round."""
        verdict = finding.verdict
        self.calls = max(self.calls, finding.calls)
        self.deaths += finding.killed
        self.torn += bool(finding.death and finding.death.torn and finding.killed)
        self.elsewhere += not finding.as_counted
        self.lost += bool(verdict.lost)
        self.doubled += bool(verdict.doubled)
        self.broken += bool(verdict.broken)
        self.permitted += verdict.permitted


@dataclass
class Mistake:
    """One mistake that was made on purpose, and where it was noticed."""

    flow: str
    name: str
    deaths: int = 0
    noticed: str = ""
    works_alive: bool = True

    @property
    def is_noticed(self) -> bool:
        """Whether its death gave it away, and not already its life."""
        return bool(self.noticed) and self.works_alive


@dataclass
class Report:
    """Everything that was found."""

    rows: dict[str, Row] = field(default_factory=dict)
    mistakes: dict[tuple[str, str], Mistake] = field(default_factory=dict)
    bad: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, finding: Finding) -> None:
        """Take in one round."""
        if finding.wrong:
            self._add_mistake(finding)
            return
        self.rows.setdefault(finding.flow, Row(finding.flow)).add(finding)
        if not finding.verdict.is_good:
            self.bad.append(finding)

    def _add_mistake(self, finding: Finding) -> None:
        key = (finding.flow, finding.wrong)
        mistake = self.mistakes.setdefault(key, Mistake(*key))
        if finding.death is None:
            mistake.works_alive = finding.verdict.is_good
            return
        mistake.deaths += 1
        if not finding.verdict.is_good:
            verdict = finding.verdict
            word = "lost" if verdict.lost else "doubled" if verdict.doubled else "broken"
            mistake.noticed = f"{word}, before {finding.before}"

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or doubled, and every mistake was noticed."""
        return not self.bad and all(one.is_noticed for one in self.mistakes.values())

    def as_json(self) -> str:
        """Everything, for programs."""
        whole = {
            "good": self.is_good,
            "seconds": round(self.seconds, 1),
            "flows": [asdict(row) for row in self.rows.values()],
            "mistakes": [
                asdict(one) | {"is_noticed": one.is_noticed} for one in self.mistakes.values()
            ],
            "bad": [asdict(one) for one in self.bad],
        }
        return json.dumps(whole, indent=1)

    def markdown(self) -> str:
        """Everything, for people."""
        return "\n".join([*self._rows(), "", *self._mistakes(), "", *self._bad()])

    def _rows(self) -> Iterator[str]:
        yield from _table(HEADINGS, (asdict(row).values() for row in self.rows.values()))

    def _mistakes(self) -> Iterator[str]:
        headings = ("flow", "made wrong on purpose: it", "deaths until noticed", "noticed as")
        words = "NOT NOTICED"
        lines = (
            (one.flow, one.name, one.deaths, one.noticed if one.is_noticed else words)
            for one in self.mistakes.values()
        )
        yield from _table(headings, lines)

    def _bad(self) -> Iterator[str]:
        for one in self.bad:
            verdict, place = one.verdict, one.death or "alive"
            yield f"{one.flow}, {place}, before {one.before}:"
            yield f"  lost {verdict.lost}, doubled {verdict.doubled}, broken {verdict.broken}"


def _table(headings: Iterable[object], lines: Iterable[Iterable[object]]) -> Iterator[str]:
    names = [str(heading) for heading in headings]
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for line in lines:
        yield f"| {' | '.join(map(str, line))} |"
