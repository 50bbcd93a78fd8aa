"""Records of a dataset: every declared code is quoted by the text it stands in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.describe import Description, FieldMap, Unreadable, describe_record
from pipelines.describe.record import BadFieldMap

CODES = {
    "target_groups": "target_group",
    "mentor_types": "mentor_type",
    "funding_models": "funding_model",
    "goals": "goal",
    "formats": "format",
    "stakeholders": "stakeholder",
    "evidence_level": "evidence_level",
    "scale": "scale",
}
FIELDS = FieldMap.from_declaration(
    {
        "id": "id", "name": "name", "organisation": "organisation", "url": "url",
        "language": "language", "country": "country", "city": "city", "status": "status",
        "start_year": "start_year", "text": "description", "summary": "summary_en",
        "facts": "facts", "addresses": "source_urls", "quoted": "quoted",
    }
    | {facet: key for key, facet in CODES.items()}
)  # fmt: skip
RECORD: dict[str, Any] = {
    "id": "xx-bridge",
    "name": "Bridge",
    "description": "Retired engineers mentor refugees. Write to info@example.org for a place.",
    "facts": ["41 pairs in 2021", "Paid by the city"],
    "target_groups": ["refugees", "immigrant_youth"],
    "mentor_types": ["retired_professionals"],
    "funding_models": [],
    "evidence_level": "output_counts",
    "quoted": {
        "target_group": [
            {"code": "refugees", "quote": "refugees"},
            {"code": "asylum_seekers", "quote": "Retired"},
        ],
        "mentor_type": [{"code": "retired_professionals", "quote": "not in the text"}],
        "goal": ["employment"],
    },
}


def read(record: dict[str, Any]) -> Description:
    found = describe_record(record, FIELDS, "https://example.org/data#xx-bridge")
    assert isinstance(found, Description)
    return found


def test_text_of_a_record() -> None:
    assert read(RECORD).text == (
        "Bridge\n\nRetired engineers mentor refugees. Write to [e-mail] for a place.\n\n"
        "facts: 41 pairs in 2021\nfacts: Paid by the city\n"
        "target_groups: refugees, immigrant_youth\nmentor_types: retired_professionals\n"
        "evidence_level: output_counts"
    )


def test_only_name_and_description_are_body() -> None:
    page = read(RECORD)
    body, fields = page.sections
    assert (body.role, body.heading, body.start) == ("body", "Bridge", 0)
    assert page.text[: body.end].endswith("for a place.")
    assert fields.role == "fields"
    assert page.text[fields.start : fields.end].startswith("facts: 41")


def test_declared_codes_are_quoted() -> None:
    page = read(RECORD)
    quotes = {(d.facet, d.value): page.text[d.start : d.end] for d in page.declared}
    assert quotes == {
        ("target_group", "refugees"): "refugees",
        ("target_group", "immigrant_youth"): "immigrant_youth",
        ("mentor_type", "retired_professionals"): "retired_professionals",
        ("evidence_level", "output_counts"): "output_counts",
    }
    body = page.sections[0]
    in_prose = {d.value for d in page.declared if d.end <= body.end}
    assert in_prose == {"refugees"}, "the second reader's words are preferred where they are found"


def test_empty_fields_are_not_stated() -> None:
    assert read(RECORD).not_stated == ("funding_model", "goal", "format", "stakeholder", "scale")


def test_a_record_without_words_is_unreadable() -> None:
    assert isinstance(describe_record({"id": "x"}, FIELDS, ""), Unreadable)


def test_nested_keys() -> None:
    fields = FieldMap.from_declaration({"name": "title", "organisation": "org.0.name"})
    found = describe_record({"title": "Bridge", "org": [{"name": "Harbour"}]}, fields, "")
    assert isinstance(found, Description)
    assert found.metadata["organisation"] == "Harbour"


@pytest.mark.parametrize("fields", [{"nmae": "x", "name": "y"}, {"text": "x"}])
def test_a_wrong_map_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadFieldMap):
        FieldMap.from_declaration(fields)


def test_every_starter_record(shared: Path) -> None:
    for line in (shared / "starter/programmes.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        page = read(record)
        coded = sum(
            len(record[key]) if isinstance(record[key], list) else bool(record[key])
            for key in CODES
        )
        assert len(page.declared) == coded, record["id"]
        assert page.language == record["language"]
        for declared in page.declared:
            quote = page.text[declared.start : declared.end]
            in_prose = declared.end <= page.sections[0].end
            assert quote and (in_prose or quote == declared.value), record["id"]
