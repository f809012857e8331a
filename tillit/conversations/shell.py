"""The frame around every page of an agent, and the numbers that it shows."""

from __future__ import annotations

from typing import Any

from tillit.people.shell import frame, live_url, settings_page

__all__ = ["counted", "frame", "live_url", "settings_page"]


def counted(framed: dict[str, Any], view: str) -> int | str | None:
    """The number that the navigation shows beside a view, so that it is counted once a page."""
    items = (item for group in framed["nav"]["groups"] for item in group.items)
    return next((item.count for item in items if item.view == view), None)
