"""What people decided goes before every rule, and only for the documents that it names."""

from __future__ import annotations

from dataclasses import replace

from pipelines.group import Candidate, Group, Pin, group

PAGE = Candidate("https://h.example/a", title="Bridge", organisation="Harbour Trust", document=1)
SAME = replace(PAGE, document_url="https://h.example/b", title="Bridge project", document=2)
OTHER = replace(PAGE, document_url="https://h.example/c", title="Pier", document=3)
RECORD = Candidate(
    "https://data.example/one.json#xx-bridge",
    title="Bridge",
    organisation="Harbour Trust",
    record_id="xx-bridge",
    kind="record",
    document=4,
)


def pin(together: bool, first: set[int], second: set[int], slug: str = "kept") -> Pin:
    return Pin(together, frozenset(first), frozenset(second), slug, "a person said so")


def sets(groups: list[Group]) -> list[set[int]]:
    return sorted(({m.document for m in found.members} for found in groups), key=min)


def test_together_joins_what_no_rule_joins_and_keeps_the_slug() -> None:
    (found,) = group([PAGE, OTHER], [pin(True, {3}, {1}, "pier")])
    assert found.keeps == "pier"
    assert found.members[1].reason == "a person said so"


def test_two_records_are_one_when_a_person_says_so() -> None:
    twin = replace(RECORD, document_url="https://data.example/one.json#xx-b", record_id="xx-b")
    twin = replace(twin, title="Quay", document=5)
    assert len(group([RECORD, twin])) == 2
    assert len(group([RECORD, twin], [pin(True, {4}, {5})])) == 1


def test_apart_parts_what_a_rule_joins_also_by_way_of_others() -> None:
    third = replace(PAGE, document_url="https://h.example/d", title="The Bridge", document=6)
    assert len(group([PAGE, SAME, third])) == 1
    parted = sets(group([PAGE, SAME, third], [pin(False, {1}, {2})]))
    assert len(parted) == 2
    assert not any({1, 2} <= found for found in parted)


def test_the_latest_word_on_a_pair_holds() -> None:
    apart, together = pin(False, {1}, {2}), pin(True, {1}, {2})
    assert len(group([PAGE, SAME], [together, apart])) == 2
    assert len(group([PAGE, SAME], [apart, together])) == 1


def test_a_page_that_two_records_list_can_be_taken_off_one() -> None:
    news = Candidate("https://paper.example/1", title="Both", verdict="news", document=7)
    one = replace(RECORD, known_addresses=(news.document_url,))
    two = replace(one, document_url="https://data.example/one.json#xx-pier", record_id="xx-pier")
    two = replace(two, title="Pier", document=8)
    assert sets(group([one, two, news])) == [{4, 7}, {7, 8}]
    assert sets(group([one, two, news], [pin(False, {4}, {7})])) == [{4}, {7, 8}]


def test_a_decision_on_both_files_of_a_record_does_not_part_them() -> None:
    copy = replace(RECORD, document_url="https://data.example/two.csv#xx-bridge", document=9)
    assert sets(group([RECORD, copy, PAGE])) == [{1, 4, 9}]
    assert sets(group([RECORD, copy, PAGE], [pin(False, {4, 9}, {1})])) == [{1}, {4, 9}]
    assert sets(group([RECORD, copy, OTHER], [pin(True, {4, 9}, {3})])) == [{3, 4, 9}]
    assert sets(group([RECORD, copy], [pin(False, {4}, {9})])) == [{4}, {9}]


def test_documents_that_are_gone_are_passed_over() -> None:
    assert sets(group([PAGE, OTHER], [pin(True, {99}, {98}), pin(True, {1, 97}, {3})])) == [{1, 3}]
