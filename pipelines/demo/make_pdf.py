"""Sets the PDF report of the demonstration website: two columns, hyphenated, with page furniture.

Needs fpdf2 (a development dependency). Run `python -m pipelines.demo.make_pdf` after an edit.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

REPORT = Path(__file__).parent / "site" / "reports" / "arbeitsmarktmentoren-sachsen.pdf"
TITLE = "Arbeitsmarktmentoren Sachsen: Zahlen aus acht Jahren"
_WRITTEN = datetime(2026, 5, 11, tzinfo=UTC)

# `~` marks where a word may be broken at the end of a line.
SECTIONS: tuple[tuple[str, str], ...] = (
    (
        "Worum es geht",
        "Seit Oktober 2016 gibt es in Sachsen Arbeits~markt~mentorinnen und "
        "Arbeits~markt~mentoren. Sie sind bei den Projekt~trägern ange~stellt und "
        "be~gleiten ge~flüchtete und andere "
        "zu~ge~wanderte Menschen auf dem Weg in Arbeit oder Aus~bildung. Dieser Be~richt stellt "
        "die ver~öffent~lichten Zahlen zu~sammen.",
    ),
    (
        "Aufbau",
        "Vierzehn Projekte decken alle Land~kreise und kreis~freien Städte ab. In der Phase "
        "2025 bis 2027 arbeiten rund 50 Mentorinnen und Mentoren mit. Die fach~liche Be~gleitung "
        "des Programms liegt bei ZEFAS, einer Ein~richtung des Frei~staates.",
    ),
    (
        "Begleitung",
        "Wer teil~nimmt, hat eine feste An~sprech~person. Sie kennt den Stand des Sprach~kurses, "
        "weiß, welche Er~laub~nis noch fehlt, hilft bei der Be~werbung und bleibt nach der "
        "Ein~stellung er~reich~bar. Job~center und Arbeits~agenturen sind Partner.",
    ),
    (
        "Betriebe",
        "Die Mentoren be~raten auch Arbeit~geber, die zu~ge~wanderte Menschen ein~stellen wollen. "
        "Von 2020 bis 2024 waren es mehr als 2.150 Betriebe.",
    ),
    (
        "Modellphase 2016 bis 2019",
        "Mehr als 3.000 Ge~flüchtete nahmen teil. Über 1.200 von ihnen wurden in Be~schäftigung "
        "ver~mittelt. Für diese Phase standen 9,25 Millionen Euro bereit.",
    ),
    (
        "Zweite Phase 2020 bis 2024",
        "Mehr als 5.300 Menschen wurden be~gleitet. Über 2.450 fanden eine Be~schäftigung, "
        "620 be~gannen eine Aus~bildung.",
    ),
    (
        "Seit 2025",
        "Im Mittel~punkt stehen nun Frauen, die in Deutsch~land Schutz suchen, und Personen ohne "
        "Berufs~abschluss. Die Förderung reicht bis Ende 2027.",
    ),
    (
        "Finanzierung",
        "Das Programm wird aus Mitteln des Frei~staates Sachsen be~zahlt.",
    ),
    (
        "Was die Zahlen nicht sagen",
        "Ge~zählt wird, wer eine Arbeit oder Aus~bildung auf~nimmt. Eine Ver~gleichs~gruppe wird "
        "in den ge~lesenen Quellen nicht ge~nannt. Wie viele auch ohne Be~gleitung eine Stelle "
        "ge~funden hätten, bleibt daher offen.",
    ),
)
SOURCE = (
    "Demonstration, nach veröffentlichten Angaben verfasst. Quelle: "
    "https://arbeitsmarktmentoren-sachsen.de/programmidee/"
)


class _Report(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, "Mentoring Atlas | Berichte", align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, f"Seite {self.page_no()}", align="C")


def make_pdf(path: Path = REPORT) -> Path:
    """Write the report to `path` and return it; the same text gives the same pages."""
    report = _Report(format=(148.0, 210.0))
    report.set_creation_date(_WRITTEN)
    report.set_title(TITLE)
    report.set_lang("de")
    report.add_page()
    report.set_font("Helvetica", style="B", size=16)
    report.multi_cell(0, 8, TITLE, align="L", new_x="LMARGIN", new_y="NEXT")
    report.ln(4)
    _set_columns(report)
    report.set_font("Helvetica", style="I", size=7)
    report.ln(4)
    report.multi_cell(0, 4, SOURCE, align="L")
    path.parent.mkdir(parents=True, exist_ok=True)
    report.output(str(path))
    return path


def _set_columns(report: _Report) -> None:
    with report.text_columns(ncols=2, gutter=6, text_align="J", line_height=1.3) as columns:
        for heading, text in SECTIONS:
            report.set_font("Helvetica", style="B", size=10)
            columns.write(f"{heading}\n")
            report.set_font("Helvetica", size=9)
            columns.write(text.replace("~", "\u00ad") + "\n\n")


if __name__ == "__main__":
    make_pdf()
