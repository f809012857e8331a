"""English dates are written in one way, by the server as by the browser."""

from datetime import UTC, datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

MORNING = datetime(2026, 11, 3, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("DATE_FORMAT", "3 November 2026"),
        ("SHORT_DATE_FORMAT", "3 Nov 2026"),
        ("SHORT_DATETIME_FORMAT", "3 Nov 2026, 08:05"),
        ("TIME_FORMAT", "08:05"),
    ],
)
def test_the_day_comes_first_and_the_clock_has_24_hours(style: str, written: str) -> None:
    with override("en"):
        assert date_format(MORNING, style) == written
