"""Bytes into letters: the bytes outrank wrong labels."""

from __future__ import annotations

import time

import pytest

from pipelines.describe.charset import decode

TEXT = "Für Geflüchtete: „Mentoren“ und Mentorinnen üben Größe – täglich."


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/html"),
        (TEXT.encode(), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=latin1"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16-be"), "text/html; charset=utf-16"),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
    ],
)
def test_reads_the_text_whatever_the_label(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type).lstrip("\ufeff") == TEXT


def test_label_in_the_page() -> None:
    page = "<meta charset='windows-1251'><p>Наставництво для біженців"
    assert "Наставництво" in decode(page.encode("cp1251"), None)
    page = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-7"><p>Μέντορας'
    assert "Μέντορας" in decode(page.encode("iso8859-7"), "text/html")


def test_japanese_escape_encoding_is_not_taken_for_ascii() -> None:
    page = "メンターを探す"
    assert decode(page.encode("iso2022_jp"), "text/html; charset=iso-2022-jp") == page


@pytest.mark.parametrize("label", ["rot13", "base64", "utf-7", "nonsense", "x" * 500])
def test_labels_that_are_no_character_set(label: str) -> None:
    assert decode(b"caf\xe9 avec un mentor", f"text/html; charset={label}").startswith("caf")


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    body = (TEXT * 50).encode().replace(b"\xc3\xbc", b"\xc3", 1)
    assert decode(body, "text/html; charset=latin1").count("Größe") == 50


FEW_ACCENTS = {
    "cp1252": (
        "The Café Zürich runs a mentoring programme: volunteers meet young refugees every week.",
        "Retirees from Málaga meet young people, and each pair sees one another twice a month.",
        "Mentorer från Malmö möter unga nyanlända varje vecka, och de får stöd av två samordnare.",
        "Für Geflüchtete: Mentorinnen und Mentoren üben täglich mit ihnen und begleiten sie.",
    ),
    "cp1250": (
        "Młodzież i mentorzy spotykają się co tydzień. Działania są bezpłatne dla uchodźców.",
        "Mladí lidé a mentoři se setkávají každý týden, program je pro žáky a studenty zdarma.",
        "Mentori se svaki tjedan sastaju s mladim izbjeglicama i pomažu im učiti jezik.",
    ),
    "iso8859-2": (
        "Młodzież i mentorzy spotykają się co tydzień. Działania są bezpłatne dla uchodźców.",
    ),
    "cp1257": (
        "Jaunimo mentorystė: savanoriai kas savaitę susitinka su jaunais žmonėmis ir padeda.",
    ),
    "cp1254": ("Gençler için mentorluk programı: gönüllüler her hafta gençlerle buluşuyor.",),
    "cp1251": ("Наставници се срещат с млади бежанци всяка седмица и им помагат да учат езика.",),
}


@pytest.mark.parametrize("label", [None, "text/html; charset=utf-8"])
@pytest.mark.parametrize("name", FEW_ACCENTS)
def test_accents_of_a_page_that_names_no_encoding_or_a_wrong_one(
    name: str, label: str | None
) -> None:
    for text in FEW_ACCENTS[name]:
        page = f"<html><head><title>Mentoring</title></head><body><p>{text}</p></body></html>"
        assert decode(page.encode(name), label) == page


@pytest.mark.parametrize("name", ["cp1252", "cp1250", "cp1251"])
def test_letters_behind_a_long_head_of_styles_are_guessed_from_the_letters(name: str) -> None:
    styles = "<style>" + ".card { color: red; margin: 0 auto }\n" * 1_500 + "</style>"
    for text in FEW_ACCENTS[name]:
        page = f"<html><head>{styles}</head><body>{f'<p>{text}</p>' * 5}</body></html>"
        assert decode(page.encode(name), None) == page


def test_a_page_that_is_cut_off_within_a_letter_keeps_its_others() -> None:
    body = "Mentorinnen für geflüchtete Mädchen in K".encode() + "ö".encode()[:1]
    assert (
        decode(body, "text/html; charset=utf-8") == "Mentorinnen für geflüchtete Mädchen in K\ufffd"
    )
    assert decode("Café".encode("cp1252"), None) == "Café"


@pytest.mark.parametrize("label", [None, "text/html; charset=iso-8859-1", "text/html; charset=x"])
def test_one_broken_byte_in_a_short_page(label: str | None) -> None:
    page = "<p>Mentorluk programı: gönüllüler gençlere iş bulmada yardım ediyor.</p>"
    assert decode(page.encode() + b"<!-- \xe9 -->", label).startswith(page)


CJK = {
    "gb18030": "志愿者每周陪伴青年难民，帮助他们学习语言和寻找工作。",
    "big5": "志工每週陪伴青年難民，幫助他們學習語言和尋找工作。",
    "shift_jis": "ボランティアが毎週、若い難民に寄り添い、言葉と仕事探しを助けます。",
    "euc-jp": "ボランティアが毎週、若い難民に寄り添い、言葉と仕事探しを助けます。",
    "euc-kr": "자원봉사자가 매주 청년 난민과 함께하며 언어와 일자리를 돕습니다.",
    "cp874": "อาสาสมัครช่วยเหลือเยาวชนผู้ลี้ภัยทุกสัปดาห์",
    "cp1256": "متطوعون يرافقون الشباب اللاجئين كل أسبوع",
    "cp866": "Волонтёры помогают молодым беженцам каждую неделю.",
}


@pytest.mark.parametrize("name", CJK)
def test_other_encodings_are_not_taken_for_a_damaged_utf_8(name: str) -> None:
    for end in range(4, len(CJK[name]) + 1):
        page = CJK[name][:end]
        assert decode(page.encode(name), f"text/html; charset={name}") == page


def test_tags_that_never_end_are_looked_through_once() -> None:
    began = time.process_time()
    decode(b"\xe9" + 30_000 * b"<", None)
    assert time.process_time() - began < 4  # the model that tells languages is opened too


SISTERS = {
    ("cp1251", "iso-8859-5"): FEW_ACCENTS["cp1251"][0],
    ("koi8-r", "windows-1251"): "Волонтёры помогают молодым беженцам каждую неделю.",
    ("iso8859-5", "windows-1251"): "Волонтёры помогают молодым беженцам каждую неделю.",
    ("cp1251", "iso-8859-1"): FEW_ACCENTS["cp1251"][0],
    ("cp1250", "iso-8859-2"): "Mentorzy pomagają młodym.",
    ("iso8859-2", "windows-1250"): "Mladí lidé a mentoři se setkávají každý týden.",
    ("cp1250", "iso-8859-1"): FEW_ACCENTS["cp1250"][0],
    ("cp1253", "iso-8859-7"): "Άτομα νεαρής ηλικίας συναντούν μέντορες κάθε εβδομάδα.",
    ("iso8859-7", "windows-1253"): "Άτομα νεαρής ηλικίας συναντούν μέντορες σ’ όλη την πόλη.",
    ("cp1254", "iso-8859-1"): FEW_ACCENTS["cp1254"][0],
    ("cp1252", "windows-1250"): FEW_ACCENTS["cp1252"][0],
}


@pytest.mark.parametrize(("real", "label"), SISTERS)
def test_the_label_of_a_sister_encoding(real: str, label: str) -> None:
    """No byte is wrong by the label, but the letters stand where no language has them."""
    page = f"<title>Mentoring</title><body><p>{SISTERS[real, label]}</p></body>"
    for told in (label, real):
        assert decode(page.encode(real), f"text/html; charset={told}") == page
