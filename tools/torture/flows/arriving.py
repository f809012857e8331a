"""What the flows have in common on which mails come in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from torture.flows.flow import Flow, Verdict
from torture.mails import MAILS, name_of


class Arriving(Flow):
    """Each mail becomes one message, is acknowledged once, and has its file."""

    def wanted(self) -> Counter[str]:
        """Each mail once, in the first inbox."""
        return Counter(f"{name_of(number)} 1" for number in range(MAILS))

    def judge(self, seen: Any) -> Verdict:
        """Compare with what customers have written."""
        verdict = Verdict(broken=list(self.books.broken()))
        verdict.compare(self.wanted(), self.books.incoming())
        self._judge_answers(verdict)
        files = self.books.count("SELECT message_id FROM conversations_attachment")
        if set(files.values()) != {1} or len(files) != sum(self.wanted().values()):
            verdict.broken.append(f"files of messages: {sorted(files.values())}")
        return verdict

    def _judge_answers(self, verdict: Verdict) -> None:
        answers = self.books.acknowledgements()
        if set(answers.values()) - {1} or len(answers) != self.books.conversations():
            verdict.broken.append(f"acknowledgements: {sorted(answers.values())}")
