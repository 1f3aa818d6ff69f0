"""Letters of a PDF that come wrong: beyond U+FFFF, as ligatures, set apart, divided at a line's end, as no language."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, NameObject

from cqa.errors import NeedsOcr
from cqa.model import Document
from cqa.read.lexicon import is_legible
from cqa.read.pdf.document import read_pdf
from cqa.read.pdf.split_words import is_split, rejoined
from tests.read.made import Words, lines, pdf

HEAD = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
TAIL = " 1 beginbfrange <20> <7A> <0020> endbfrange endcmap end end"


def mapped(texts: list[str], codes: dict[str, str], leading: float = 14) -> Document:
    """Return a paper in a font that maps the characters of `codes` (above U+007A) to other UTF-16."""
    made = pdf([lines(texts, leading=leading)])
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(made)))
    pairs = "".join(f"<{ord(sign):02X}> <{code}> " for sign, code in codes.items())
    table = DecodedStreamObject()
    table.set_data(f"{HEAD}{len(codes)} beginbfchar {pairs}endbfchar{TAIL}".encode())
    font = writer.pages[0]["/Resources"]["/Font"]["/F1"]  # type: ignore[index]
    font[NameObject("/ToUnicode")] = writer._add_object(table)
    out = io.BytesIO()
    writer.write(out)
    return read_pdf(out.getvalue(), "made.pdf", "")


@pytest.mark.parametrize("code", ["D83DDFE2", "DBC0DCB0", "D835DC00"])
def test_characters_beyond_the_first_plane_shift_nothing(code: str) -> None:
    """This test ensures that a circle, a private bullet or a mathematical letter loses no later line."""
    texts = [f"~ {n}. Paragraph {n} says how the service did in the year." for n in range(1, 8)]
    made = mapped(texts, {"~": code}, leading=30)
    places = [made.text.index(f"{n}. Paragraph {n} says how the service did in the year.") for n in range(1, 8)]
    assert places == sorted(places)


def test_a_bullet_of_a_private_plane_is_a_bullet() -> None:
    assert mapped(["~ First, the policy"], {"~": "DBC0DCB0"}).text == "• First, the policy"


PRINTED = "The informa{on on a}endance shows that the posi{on is sa{sfactory."


@pytest.mark.parametrize(
    ("ti", "tt"), [("019F", "01A9"), ("E021", "E022"), ("FFFD", "01A9"), ("0013", "0014"), ("0026", "01A9")]
)
def test_ligatures_are_letters_whatever_they_are_mapped_to(ti: str, tt: str) -> None:
    made = mapped([PRINTED], {"{": ti, "}": tt})
    assert made.text == "The information on attendance shows that the position is satisfactory."


def test_a_glyph_mapped_to_nothing_is_no_hyphen() -> None:
    assert "information on attendance" in mapped(["The informa{on on attendance"], {"{": "0000"}).text


@pytest.mark.parametrize(
    "text", ["Ōtautahi and Māori partners met", "McDonald and LinkedIn were asked", "R&D and Q&A follow"]
)
def test_letters_of_names_and_signs_between_words_stay(text: str) -> None:
    codes = {"{": "014C", "}": "0101"}
    printed = text.replace("Ō", "{").replace("ā", "}")
    assert mapped([printed], codes).text == text


def test_last_letters_set_apart_are_joined_on_such_pages_alone() -> None:
    line = "Th e counci l agree d t o mee t o n Monda y a t 1 0 a.m ."
    assert is_split(line)
    joined = rejoined(line)
    assert joined.replace("\u2060", "") == "The council agreed to meet on Monday at 10 a.m."
    assert len(joined) == len(line), "places must stay"
    assert not is_split("Mr T Bond, Mr N Baker and Mrs R Binks voted for options A, B, C and D of the plan")


def divided(first: str, second: str) -> str:
    return read_pdf(
        pdf([lines([f"The members considered the new {first}", f"{second} of the council."])]), "a.pdf", ""
    ).text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("accom-", "modation", "accommodation"),
        ("safe-", "guarding", "safeguarding"),
        ("recom-", "missioned", "recommissioned"),
        ("Har-", "ringey", "Harringey"),
        ("non-", "executive", "non-executive"),
        ("Stoke-on-", "Trent", "Stoke-on-Trent"),
        ("multi-", "agency", "multi-agency"),
        ("self-", "funders", "self-funders"),
        ("Ofsted-", "rated", "Ofsted-rated"),
        ("north-", "west", "north-west"),
        ("follow-", "up", "follow-up"),
        ("KCC-", "owned", "KCC-owned"),
        ("www.gov.uk/guidance/air-", "quality", "www.gov.uk/guidance/air-quality"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_with_a_compound_alone(first: str, second: str, whole: str) -> None:
    assert f"the new {whole} of the council" in divided(first, second)


ENGLISH = (
    "Caseloads in the assessment teams are too high and the council relies on agency staff. The vacancy rate is 23 per"
    " cent and leaders have agreed a plan with the improvement board for the next year."
)
WELSH = (
    "Mae'n ofynnol i'r Cabinet ystyried canfyddiadau'r arolygiad o wasanaethau plant a chytuno ar y cynllun gweithredu"
    " sy'n ymateb iddynt yn llawn. Bydd y cyfarwyddwr yn adrodd i'r pwyllgor craffu ym mis Mehefin."
)
NAMES = (
    "Jenny Dixon-Sherreard\nIan Allwright\nDiane Christie\nRebecca Rhodes\nAlan Lukehurst\nSholto Fanshawe\nPriya Nair"
)
FIGURES = " ".join(f"£{n},{n}00.5 {n}% ({n}.0)" for n in range(1, 40))


def shifted(text: str, by: int) -> str:
    return "".join(chr(max(33, ord(c) - by)) if c != " " else c for c in text)


def turned(text: str, by: int) -> str:
    """A Caesar cipher of the letters."""
    return "".join(chr((ord(c.lower()) - 97 + by) % 26 + 97) if c.isalpha() else c for c in text)


def test_what_is_a_language_is_told_by_its_letters() -> None:
    assert all(map(is_legible, [ENGLISH, WELSH, NAMES, FIGURES, "", "Page 3", "Всем членам совета " * 5]))
    assert not any(
        map(
            is_legible,
            [shifted(ENGLISH, 29), turned(ENGLISH, 1), turned(ENGLISH, 13), turned(WELSH, 5)],
        )
    )


def test_a_text_layer_of_rubbish_is_not_indexed() -> None:
    words = turned(ENGLISH, 3).split(". ")
    with pytest.raises(NeedsOcr, match=r"^cipher\.pdf: 1 of 1 pages are without a readable text"):
        read_pdf(pdf([lines(words)]), "cipher.pdf", "")
    made = read_pdf(pdf([lines(ENGLISH.split(". ")), lines(words)]), "part.pdf", "")
    assert [page.verdict for page in made.pages] == ["text", "unreadable"]
    assert words[0] not in made.text
    assert "1 of 2 pages" in made.notes[0]


def test_words_keep_their_places_beside_a_joined_letter() -> None:
    made = read_pdf(pdf([[Words(72, 700, ENGLISH[:60])]]), "a.pdf", "")
    assert made.text == ENGLISH[:60]
