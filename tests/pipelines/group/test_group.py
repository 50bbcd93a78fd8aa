"""Which documents are one practice: listed addresses, language versions, names; near misses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.group import Candidate, Group, group, slug_of
from pipelines.group.likeness import part_words

OWN = "https://harbour.example/bridge/"
RECORD = Candidate(
    "https://data.example/set.jsonl#xx-bridge",
    name="Bridge",
    organisation="Harbour Trust",
    place="Ghent",
    language="en",
    record_id="xx-bridge",
    known_addresses=(OWN, "https://paper.example/2021/bridge", "https://city.example/eval.pdf"),
    kind="record",
)
PAGE = Candidate(
    OWN, name="Bridge mentoring", organisation="Harbour Trust vzw", place="Ghent", language="en"
)


def urls(found: Group) -> set[str]:
    return {member.document_url for member in found.members}


def test_pages_that_a_record_lists_join_it_with_their_roles() -> None:
    news = Candidate("https://paper.example/2021/bridge", title="A visit", verdict="news")
    report = Candidate("http://www.city.example/eval.pdf", title="Report", kind="pdf")
    (found,) = group([PAGE, report, RECORD, news])
    assert found.slug == "xx-bridge"
    roles = {member.document_url: member.role for member in found.members}
    assert roles == {
        RECORD.document_url: "third_party",
        OWN: "own_page",
        news.document_url: "news",
        report.document_url: "report",
    }
    reasons = {member.document_url: member.reason for member in found.members}
    assert reasons[OWN] == "its address is listed by the record"


def test_an_address_on_two_records_joins_neither_to_the_other() -> None:
    shared = Candidate("https://paper.example/both", verdict="news")
    one = replace(RECORD, known_addresses=(OWN, shared.document_url))
    two = replace(
        RECORD,
        document_url="https://data.example/set.jsonl#xx-pier",
        record_id="xx-pier",
        name="Pier",
        known_addresses=("https://pier.example/", shared.document_url),
    )
    found = group([one, two, shared])
    assert [g.slug for g in found] == ["xx-bridge", "xx-pier"]
    assert all(shared.document_url in urls(g) for g in found)


def test_language_versions_join() -> None:
    dutch = Candidate(
        "https://harbour.example/nl/brug", name="Brug", language="nl", alternates={"en": OWN}
    )
    english = replace(PAGE, alternates={"nl": dutch.document_url})
    (found,) = group([dutch, english])
    assert urls(found) == {OWN, dutch.document_url}
    assert any(
        "it is the nl version" in m.reason or "it is the en version" in m.reason
        for m in found.members
    )


def test_a_home_page_that_all_pages_name_joins_nothing() -> None:
    home = Candidate("https://harbour.example/", title="Harbour Trust", language="fr")
    alternates = {"x-default": home.document_url, "fr": home.document_url}
    pages = [
        Candidate(f"https://harbour.example/{n}", title=name, language="en", alternates=alternates)
        for n, name in enumerate(("Bridge", "Pier"))
    ]
    assert len(group([home, *pages])) == 3


def test_same_name_and_organisation_join_across_sites() -> None:
    other = Candidate(
        "https://portal.example/entry/7", name="Project Bridge", organisation="harbour trust"
    )
    (found,) = group([PAGE, replace(other, name="Bridge Mentoring programme")])
    assert any("same name and organisation" in member.reason for member in found.members)


NEAR_MISSES = [
    ("other city", replace(PAGE, document_url="https://harbour.example/b2", place="Antwerp")),
    (
        "other organisation",
        replace(PAGE, document_url="https://x.example/b", organisation="Lighthouse Foundation"),
    ),
    (
        "other programme of the organisation",
        replace(PAGE, document_url="https://harbour.example/p", name="Pier mentoring"),
    ),
    (
        "other group of people",
        replace(PAGE, document_url="https://harbour.example/w", name="Bridge mentoring women"),
    ),
]


@pytest.mark.parametrize("other", [c for _, c in NEAR_MISSES], ids=[n for n, _ in NEAR_MISSES])
def test_near_misses_stay_apart(other: Candidate) -> None:
    assert len(group([PAGE, other])) == 2


def test_men_and_women_family_and_youth_stay_apart() -> None:
    names = ["Mentors for men", "Mentors for women", "Family Mentorship", "Youth Mentorship"]
    pages = [
        Candidate(f"https://h.example/{n}", name=name, organisation="Harbour Trust")
        for n, name in enumerate(names)
    ]
    assert len(group(pages)) == 4


def test_a_generic_name_on_one_site_joins_nothing() -> None:
    pages = [Candidate(f"https://city.example/{n}", title="Mentoring") for n in range(3)]
    assert len(group(pages)) == 3


def test_news_and_reports_found_no_practice() -> None:
    assert group([Candidate("https://paper.example/1", title="Bridge", verdict="news")]) == []


def test_order_of_input_does_not_matter() -> None:
    documents = [RECORD, PAGE, *(other for _, other in NEAR_MISSES)]
    assert group(documents) == group(documents[::-1])


def test_two_records_are_never_merged() -> None:
    twin = replace(RECORD, document_url="https://data.example/set.jsonl#b", record_id="b")
    assert len(group([RECORD, twin, PAGE])) == 2


def test_every_founding_document_is_in_exactly_one_group() -> None:
    documents = [RECORD, PAGE, *(other for _, other in NEAR_MISSES)]
    placed = [url for found in group(documents) for url in urls(found)]
    assert sorted(placed) == sorted(document.document_url for document in documents)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (("Bridge", "Harbour Trust", "Ghent"), "bridge-harbour-trust-ghent"),
        (("Bridge by Harbour Trust", "Harbour Trust", ""), "bridge-by-harbour-trust"),
        (("Größe & Straße", "", ""), "grosse-and-strasse"),
        (("Følgesvenn på Ærø", "", ""), "folgesvenn-pa-aero"),
    ],
)
def test_slugs(words: tuple[str, str, str], slug: str) -> None:
    assert slug_of(*words) == slug


def test_slugs_of_other_scripts_and_of_long_names_stay_apart() -> None:
    assert slug_of("Μέντορες") != slug_of("Καθοδηγητές")
    assert slug_of("Μέντορες").startswith("practice-")
    long = "mentoring " * 20
    assert len(slug_of(long, "one")) <= 80
    assert slug_of(long, "one") != slug_of(long, "two")


@pytest.mark.parametrize(
    "identifier",
    [
        "1",
        "360G-abct-2021/17",
        "360g-abct-000123",
        "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
        "A b",
        "x",
    ],
)
def test_a_record_whose_id_says_nothing_is_named_by_its_words(identifier: str) -> None:
    address = f"https://data.example/set.csv#{identifier}"
    record = replace(RECORD, document_url=address, record_id=identifier)
    (found,) = group([record])
    assert found.slug == slug_of(record.label, record.organisation, record.place)
    assert found.members[0].document_url == address


def test_starter_records_and_their_pages(shared: Path) -> None:
    """Each record gathers all its own addresses, and no record another's."""
    lines = (shared / "starter/programmes.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    documents, owners = [], {}
    for record in records:
        addresses = tuple(dict.fromkeys([record["url"], *record["source_urls"]]))
        documents.append(
            Candidate(
                f"https://data.example/programmes.jsonl#{record['id']}",
                name=record["name"],
                organisation=record["organisation"],
                place=record["city"] or "",
                record_id=record["id"],
                known_addresses=addresses,
            )
        )
        for address in addresses:
            owners.setdefault(address, set()).add(record["id"])
    documents += [Candidate(address, title="Mentoring") for address in owners]
    found = group(documents)
    assert len(found) == len(records)
    for practice in found:
        for member in practice.members:
            expected = owners.get(member.document_url, {practice.slug})
            assert practice.slug in expected, member
    placed = sum(len(practice.members) for practice in found)
    assert placed == len(records) + sum(len(ids) for ids in owners.values())


NAMED = "The Harbour Trust runs it in the old docks."


def test_a_page_that_names_programme_and_organisation_joins_its_record() -> None:
    page = Candidate("https://paper.example/bridge", title="Bridge Makers: at work", text=NAMED)
    record = replace(RECORD, name="Bridge Makers (BM)", organisation="Harbour Trust, City of Cork")
    (found,) = group([page, record])
    assert page.document_url in urls(found)
    assert "Harbour Trust" in found.members[1].reason


@pytest.mark.parametrize(
    "page",
    [
        Candidate("https://x.example/a", title="Bridge Makers at work", text="Nobody is named."),
        Candidate("https://x.example/a", title="A mentoring programme", text=NAMED),
        Candidate("https://x.example/a", title="Bridge of the week", text=NAMED),
        Candidate("https://x.example/a", title="Bridge Makers", text=NAMED, place="Lyon, FR"),
    ],
    ids=["other organisation", "no name", "half the name", "other place"],
)
def test_half_a_mention_joins_nothing(page: Candidate) -> None:
    record = replace(RECORD, name="Bridge Makers", organisation="Harbour Trust", place="Cork, IE")
    assert all(len(found.members) == 1 for found in group([page, record]))


def test_what_is_remembered_of_a_name_cannot_be_changed() -> None:
    words = part_words("Bridge to work")
    words |= {"another"}  # as whoever looks for likely pairs does
    assert part_words("Bridge to work") == {"bridge", "work"}
