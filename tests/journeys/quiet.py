"""A browser that complains has met a mistake of ours."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

HARMLESS = ("AbortError", "TypeError: Failed to fetch")
"""htmx says so when one click replaces another that is still loading, and when a page is left while
something is on its way; what really fails is complained about by the browser as well."""


@dataclass
class Complaints:
    """Errors in the console and errors that nobody caught."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=lambda: list(HARMLESS))

    def listen_to(self, context: BrowserContext) -> None:
        """Hear what all pages of a context complain about."""
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def expect(self, words: str) -> None:
        """Let pass what a journey provokes on purpose."""
        self.expected.append(words)

    @property
    def unexpected(self) -> list[str]:
        """What no journey wanted to hear."""
        return [text for text in self.heard if not any(words in text for words in self.expected)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"{message.location.get('url', '')}: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self.heard.append(str(error.error))
