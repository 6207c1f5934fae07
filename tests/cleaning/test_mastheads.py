"""The outlet is what the labels of the page agree on, before the company that owns it."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE, MENU, TITLE, page
from tui.cleaning.clean import clean
from tui.document import Fact

NAME = "The Marrow Courier"


def outlet(*parts: str | tuple[str, ...]) -> Fact | None:
    return clean(page(*parts)).metadata.outlet


@pytest.mark.parametrize(
    "labels",
    [
        (f"About {NAME}", "Marrow Courier Newsletters"),
        (f"Subscribe to {NAME}", f"Advertise with {NAME}"),
        ("Marrow Courier Logo", f"More from {NAME}"),
        (f"Contact {NAME}", f"© 2026 {NAME}. All rights reserved"),
    ],
)
def test_a_name_that_two_labels_give_is_the_outlet(labels: tuple[str, str]) -> None:
    found = outlet(MENU, TITLE, *ARTICLE, labels)
    assert found is not None
    assert found.value.removeprefix("The ") == "Marrow Courier"
    assert "labels" in found.source


@pytest.mark.parametrize(
    "labels",
    [
        (f"About {NAME}",),
        (f"About {NAME}", f"About {NAME}"),
        ("About us", "Contact us"),
        ("About the author", "Follow the author"),
        ("About Cookies", "Contact Privacy"),
        ("© 2026 Velde Media Group. All rights reserved",),
    ],
)
def test_one_label_a_part_of_any_site_or_a_company_is_none(labels: tuple[str, ...]) -> None:
    assert outlet(MENU, TITLE, *ARTICLE, labels) is None


def test_labels_are_believed_before_the_owner() -> None:
    labels = (f"About {NAME}", f"Follow {NAME}", f"{NAME} homepage", "© 2026 Velde Press")
    found = outlet(MENU, TITLE, *ARTICLE, labels)
    assert found is not None
    assert found.value == NAME
