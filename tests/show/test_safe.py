"""Every control and every mark that turns the reading direction is replaced before a terminal sees it."""

from __future__ import annotations

import unicodedata

from cqa.show.safe import terminal

KEPT = "\t\n"


def test_no_control_and_no_invisible_turn_reaches_a_terminal() -> None:
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    hostile = [
        c
        for c in map(chr, range(0x110000))
        if unicodedata.category(c) in ("Cc", "Zl", "Zp")
        or unicodedata.bidirectional(c) in bidi
        or 0xE0000 <= ord(c) < 0xE0080
    ]
    hostile += ["\u061c", "\u200e", "\u200f"]
    assert [hex(ord(c)) for c in hostile if c not in KEPT and terminal(c) == c] == []


def test_words_stay() -> None:
    assert terminal("Café – £5m\n• ‘caseloads’\t20%") == "Café – £5m\n• ‘caseloads’\t20%"


def test_names_of_columns_are_no_formulas() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    from cqa.show import as_csv, as_xlsx

    columns = ("authority", '=HYPERLINK("http://evil","x")', "a\x01b\ufffe\ud800")
    assert as_csv.table(columns, []).splitlines()[0].startswith("authority,\"'=HYPERLINK")
    written = BytesIO()
    as_xlsx.write_table(written, columns, [("Leeds", 1, "=1+1")])
    sheet = load_workbook(BytesIO(written.getvalue())).active
    assert [c.data_type for c in sheet[1]] == ["s", "s", "s"]
    assert sheet["C2"].value == "'=1+1"
