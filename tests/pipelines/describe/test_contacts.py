"""Contact data is left out; dates, sums and figures that look like numbers stay."""

from __future__ import annotations

import pytest

from pipelines.describe.blocks import Block
from pipelines.describe.contacts import mask_block, mask_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to info@example.org today.", "Write to [e-mail] today."),
        ("Mail team[at]example.org now", "Mail [e-mail] now"),
        ("info (at) example (dot) org", "[e-mail]"),
        ("Call +32 2 555 12 34 for a place.", "Call [telephone] for a place."),
        ("Tel. 030/555 12 34", "Tel. [telephone]"),
        ("Tél : 02.555.12.34", "Tél : [telephone]"),
        ("Ring 0800 555 1234.", "Ring [telephone]."),
        ("(0)20 7555 1234 or 020 7555 1234", "(0)20 7555 1234 or [telephone]"),
    ],
)
def test_contact_data_goes(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "350 pairs in 2021 and EUR 551,632 in donations",
        "From 01.09.2021 to 31/08/2022, on 2021-09-01",
        "10 000 000 kroner, 1.250.000 euros and 12,500.50 pounds",
        "Founded 1998-2004, pages 100-120, articles 12/345",
        "Ages 6 to 22, 16-week course, 24/7, 50+",
        "Call for applications 2023, phase 2",
        "@openlifesci on social media",
        "https://example.org/2021/03/04/12345678",
    ],
)
def test_other_figures_stay(text: str) -> None:
    assert mask_text(text) == text


def test_a_contact_card_goes_as_a_whole() -> None:
    assert mask_block(Block("Jane Doe, Coordinator, jane@example.org, +32 2 555 12 34")) is None
    assert mask_block(Block("E-mail: info@example.org")) is None


def test_a_sentence_with_an_address_stays() -> None:
    kept = mask_block(Block("The project runs in Ghent; to take part write to info@example.org."))
    assert kept is not None
    assert kept.text == "The project runs in Ghent; to take part write to [e-mail]."
