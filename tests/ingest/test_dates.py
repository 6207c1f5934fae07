"""Dates of metadata in ISO form, no surer than they were written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.ingest.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-09-03", "2026-09-03"),
        ("2026-09-03T23:59:00-11:00", "2026-09-03"),
        ("2026-09-03 08:00", "2026-09-03"),
        ("20260903", "2026-09-03"),
        ("20260903T080000Z", "2026-09-03"),
        ("2026/9/3", "2026-09-03"),
        ("2026-09", "2026-09"),
        ("2026", "2026"),
        ("3.9.2026", "2026-09-03"),
        ("03. 09. 2026", "2026-09-03"),
        ("Thu, 03 Sep 2026 08:00:00 +0000", "2026-09-03"),
        ("3 September 2026", "2026-09-03"),
        ("September 3rd, 2026", "2026-09-03"),
        ("Thursday, Sept. 3, 2026 at noon", "2026-09-03"),
        ("13/09/2026", "2026-09-13"),
        ("09/13/2026", "2026-09-13"),
        ("09/09/2026", "2026-09-09"),
    ],
)
def test_usual_forms_are_read(written: str, iso: str) -> None:
    assert iso_date(written) == iso


def test_a_day_that_could_be_a_month_is_not_guessed() -> None:
    assert iso_date("09/03/2026") == "2026"


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2026-13-01", "2026-02-30", "31.11.2026", "3 Brumaire 2026", "0000", "99999"],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert iso_date(written) == ""


@given(st.dates(min_value=date(1400, 1, 1), max_value=date(2200, 1, 1)))
@settings(max_examples=200, derandomize=True)
def test_an_iso_date_stays_itself(day: date) -> None:
    assert iso_date(str(day)) == str(day)
