"""Copies: print versions and the same text at two addresses, but not pages of one template."""

from __future__ import annotations

from pipelines.screen.duplicates import find_duplicates

PAGE = "Bridge mentoring\n\n" + " ".join(
    f"In month {n} mentor and mentee meet at place {n * 7} and talk about subject {n * 3}."
    for n in range(12)
)
OTHER = "Harbour\n\n" + " ".join(f"Boat {n} sails at {n} to island {n * n}." for n in range(12))


def test_a_print_version_is_a_copy_of_the_shorter_address() -> None:
    texts = {
        "https://a.example/bridge-print": f"{PAGE}\n\nPrinted from a.example.",
        "https://a.example/bridge": PAGE,
        "https://a.example/harbour": OTHER,
    }
    assert find_duplicates(texts) == {"https://a.example/bridge-print": "https://a.example/bridge"}


def test_the_order_of_the_texts_does_not_matter() -> None:
    texts = {f"https://a.example/{n}{'x' * n}": PAGE for n in range(5)}
    backwards = dict(reversed(texts.items()))
    assert find_duplicates(texts) == find_duplicates(backwards)
    assert set(find_duplicates(texts).values()) == {"https://a.example/0"}


def test_another_title_over_nearly_the_same_text_is_another_page() -> None:
    branch = PAGE.replace("Bridge mentoring", "Bridge mentoring in the harbour town").replace(
        "place 7 ", "the town hall "
    )
    assert find_duplicates({"https://a.example/1": PAGE, "https://a.example/22": branch}) == {}


def test_short_and_empty_texts_are_never_copies() -> None:
    assert find_duplicates({"https://a.example/1": "Soon.", "https://a.example/2": "Soon."}) == {}
    assert find_duplicates({"https://a.example/1": "", "https://a.example/2": ""}) == {}
