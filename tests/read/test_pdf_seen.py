"""A PDF is read as it is seen: fields, notes and stamps are words of the page, what is covered or off is not."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject
from pypdf.generic import TextStringObject as Text

from cqa.model import Document
from cqa.read.pdf.document import read_pdf
from tests.read.made import Item, Raw, Rule, Words, lines, pdf

TITLE = Words(72, 780, "Report of the Director on the library")


def opened(items: list[Item]) -> pypdf.PdfWriter:
    return pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf([items]))))


def read(writer: pypdf.PdfWriter) -> Document:
    out = io.BytesIO()
    writer.write(out)
    return read_pdf(out.getvalue(), "made.pdf", "")


def annotate(
    writer: pypdf.PdfWriter, place: tuple[int, int, int, int], drawn: str = "", **keys: object
) -> DictionaryObject:
    """Add an annotation whose appearance draws `drawn` in Helvetica, its other keys as given."""
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, place)),
            NameObject("/F"): NumberObject(4),
            **{NameObject(f"/{key}"): value for key, value in keys.items()},
        }
    )
    page = writer.pages[0]
    if drawn:
        form = DecodedStreamObject()
        form.set_data(drawn.encode())
        form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, place[2] - place[0], place[3] - place[1])))
        form[NameObject("/Resources")] = page["/Resources"]
        made[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
    reference = writer._add_object(made)
    page.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)  # type: ignore[union-attr]
    if made.get("/FT"):
        form_of = writer.root_object.setdefault(
            NameObject("/AcroForm"), DictionaryObject({NameObject("/Fields"): ArrayObject()})
        )
        form_of["/Fields"].append(reference)  # type: ignore[index]
    return made


def field(writer: pypdf.PdfWriter, place: tuple[int, int, int, int], kind: str, **keys: object) -> DictionaryObject:
    name = Text(f"f{place[1]}{place[0]}")
    return annotate(writer, place, Subtype=NameObject("/Widget"), FT=NameObject(kind), T=name, **keys)


# ------------------------------------------------------------------ annotations


def test_a_filled_field_is_read_beside_its_label() -> None:
    writer = opened([TITLE, Words(72, 700, "Reasons:"), Words(72, 660, "Action:")])
    field(writer, (140, 696, 500, 714), "/Tx", V=Text("Residents lose step-free access."))
    field(writer, (140, 656, 500, 674), "/Tx", V=Text("Install a ramp.\rReport in May."))
    assert (
        read(writer).text.split("\n")[2:]
        == [
            "Reasons:\tResidents lose step-free access.",
            "Action:\tInstall a ramp.",
            "Report in May.",
        ]
        or "Reasons:\tResidents lose step-free access." in read(writer).text
    )


def test_a_chosen_option_is_read_and_the_others_are_not() -> None:
    writer = opened([TITLE, Words(72, 700, "Impact:")])
    options = ArrayObject([ArrayObject([Text("h"), Text("High")]), ArrayObject([Text("l"), Text("Low")])])
    field(writer, (140, 696, 500, 714), "/Ch", V=Text("h"), Opt=options, Ff=NumberObject(1 << 17))
    text = read(writer).text
    assert "Impact:\tHigh" in text
    assert "Low" not in text


@pytest.mark.parametrize(("state", "sign"), [("/Yes", "☒ Exempt"), ("/Off", "☐ Exempt")])
def test_a_tick_box_is_read_before_its_label(state: str, sign: str) -> None:
    writer = opened([TITLE, Words(92, 700, "Exempt")])
    field(writer, (76, 698, 88, 710), "/Btn", V=NameObject(state), AS=NameObject(state))
    made = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    made[NameObject("/AP")] = DictionaryObject(
        {NameObject("/N"): DictionaryObject({NameObject("/Yes"): writer._add_object(DecodedStreamObject())})}
    )
    assert sign in read(writer).text


def test_hidden_fields_and_passwords_are_not_read() -> None:
    writer = opened([TITLE])
    field(writer, (140, 696, 500, 714), "/Tx", V=Text("never shown"), F=NumberObject(2))
    field(writer, (140, 656, 500, 674), "/Tx", V=Text("secret"), Ff=NumberObject(1 << 13))
    assert read(writer).text == TITLE.text


def test_a_typed_note_and_a_stamp_stand_where_the_page_shows_them() -> None:
    writer = opened([TITLE, Words(72, 600, "2. The second paragraph ends.")])
    annotate(writer, (120, 646, 550, 664), Subtype=NameObject("/FreeText"), Contents=Text("Amended: put off to July."))
    stamp = "BT /F1 11 Tf 2 4 Td (CONFIDENTIAL - EXEMPT UNDER PARAGRAPH 3) Tj ET"
    annotate(writer, (120, 686, 550, 704), stamp, Subtype=NameObject("/Stamp"))
    text = read(writer).text
    places = [
        text.index(words) for words in ("Report of", "CONFIDENTIAL", "Amended: put off to July.", "2. The second")
    ]
    assert places == sorted(places)


def test_a_stamp_that_draws_nothing_has_its_name() -> None:
    writer = opened([TITLE])
    annotate(writer, (120, 686, 550, 704), Subtype=NameObject("/Stamp"), Name=NameObject("/NotForPublicRelease"))
    assert "Not For Public Release" in read(writer).text


def test_a_note_that_draws_its_own_words_is_read_once() -> None:
    writer = opened([TITLE])
    drawn = "BT /F1 11 Tf 2 4 Td (Amended in June.) Tj ET"
    annotate(writer, (120, 646, 550, 664), drawn, Subtype=NameObject("/FreeText"), Contents=Text("Amended in June."))
    annotate(writer, (120, 686, 550, 704), "BT /F1 11 Tf 2 4 Td (DRAFT) Tj ET", Subtype=NameObject("/Stamp"))
    text = read(writer).text
    assert (text.count("Amended in June."), text.count("DRAFT")) == (1, 1)


def test_comments_that_pop_up_are_counted_and_not_quoted() -> None:
    writer = opened([TITLE])
    annotate(writer, (500, 700, 520, 720), Subtype=NameObject("/Text"), Contents=Text("Is this right?"))
    made = read(writer)
    assert made.text == TITLE.text
    assert made.notes == ("1 pop-up comment not read (page 1)",)


# ------------------------------------------------------------------ covered words


SENTENCE = "1. The sum paid to Smithson Care is 250,000 pounds."


def test_words_under_a_black_box_leave_a_mark_and_a_note() -> None:
    made = read(opened([TITLE, Words(72, 700, SENTENCE), Raw("0 g 168 696 96 14 re f")]))
    assert "Smithson" not in made.text
    assert "The sum paid to █████" in made.text
    assert made.text.endswith("250,000 pounds.")
    assert "blacked out" in made.notes[0]


def test_black_words_on_a_black_ground_are_blacked_out() -> None:
    """This test ensures that a word processor's black highlighting hides words, too."""
    made = read(opened([TITLE, Raw("0 g 177 696 78 15 re f"), Words(72, 700, SENTENCE)]))
    assert "The sum paid to █████" in made.text
    assert "Smithson" not in made.text


def test_words_under_a_thick_black_stroke_are_blacked_out() -> None:
    made = read(opened([TITLE, Words(72, 700, SENTENCE), Raw("0 G 14 w 168 703 m 262 703 l S")]))
    assert "The sum paid to █████" in made.text
    assert "blacked out" in made.notes[0]


def test_a_marker_behind_words_strikes_none() -> None:
    marker = Raw("q 1 0.8 0.8 RG 14 w 168 704 m 262 704 l S Q")
    made = read(opened([TITLE, marker, Words(72, 700, SENTENCE)]))
    assert SENTENCE in made.text
    assert made.notes == ()


def test_a_dark_ground_behind_words_hides_none() -> None:
    ground = Raw("0 g 60 690 400 30 re f 1 g")
    made = read(opened([TITLE, ground, Words(72, 700, SENTENCE), Raw("0 g")]))
    assert SENTENCE in made.text


def test_a_frame_and_a_faint_surface_over_words_hide_none() -> None:
    made = read(opened([TITLE, Words(72, 700, SENTENCE), Raw("60 690 400 30 re S")]))
    assert SENTENCE in made.text
    assert made.notes == ()


def test_words_painted_over_in_white_are_left_out() -> None:
    made = read(opened([TITLE, Words(72, 700, SENTENCE), Raw("1 g 60 690 400 30 re f")]))
    assert made.text == TITLE.text


def test_words_marked_for_redaction_are_left_out() -> None:
    writer = opened([TITLE, Words(72, 700, SENTENCE)])
    annotate(writer, (168, 696, 264, 712), Subtype=NameObject("/Redact"))
    assert "Smithson" not in read(writer).text


def test_words_struck_out_by_an_annotation_are_left_out() -> None:
    writer = opened([TITLE, Words(72, 700, "The library closes."), Words(72, 680, "The library stays open.")])
    corners = ArrayObject(map(FloatObject, (70, 712, 190, 712, 70, 696, 190, 696)))
    annotate(writer, (70, 696, 190, 712), Subtype=NameObject("/StrikeOut"), QuadPoints=corners)
    text = read(writer).text
    assert "closes" not in text
    assert "stays open" in text


def test_words_that_a_stroke_runs_through_are_left_out() -> None:
    struck = [Words(72, 700, "The charge be 40 55 pounds a year."), Rule(150, 704, 163, 704)]
    made = read(opened([TITLE, *struck, Words(72, 600, "An underlined heading"), Rule(72, 598, 190, 598)]))
    assert "The charge be 55 pounds a year." in made.text
    assert "An underlined heading" in made.text


def test_a_rule_of_a_table_through_words_strikes_none() -> None:
    assert SENTENCE in read(opened([TITLE, Words(72, 700, SENTENCE), Rule(60, 704, 500, 704)])).text


# ------------------------------------------------------------------ colourless, doubled, beyond the page


@pytest.mark.parametrize("hidden", ["1 g", "3 Tr"])
def test_white_and_invisible_words_on_plain_paper_are_left_out(hidden: str) -> None:
    made = read(opened([TITLE, Raw(f"q {hidden}"), Words(72, 700, SENTENCE), Raw("Q")]))
    assert made.text == TITLE.text


def test_white_words_on_a_dark_ground_are_read() -> None:
    made = read(opened([TITLE, Raw("0.2 g 60 690 400 30 re f 1 g"), Words(72, 700, SENTENCE), Raw("0 g")]))
    assert SENTENCE in made.text


def test_words_beyond_the_page_are_left_out() -> None:
    assert read(opened([TITLE, Words(72, 900, SENTENCE), Words(700, 500, SENTENCE)])).text == TITLE.text


def test_an_invisible_layer_over_live_text_is_read_once() -> None:
    layer = [Raw("q 3 Tr"), *lines(["1. The vacancy ", "rate is 23 per cent. "], top=699), Raw("Q")]
    made = read(opened([TITLE, *lines(["1. The vacancy", "rate is 23 per cent."], top=700), *layer]))
    assert made.text.count("vacancy") == 1


def test_a_shadow_of_the_same_words_is_read_once() -> None:
    made = read(
        opened(
            [TITLE, Words(72, 700, "Annual review"), Words(73, 699, "Annual review"), Words(72, 600, "Annual review")]
        )
    )
    assert made.text.count("Annual review") == 2


# ------------------------------------------------------------------ layers


def layered(off: bool, base: str = "/ON") -> Document:
    code = [Raw("/OC /A BDC"), Words(72, 700, "The library closes."), Raw("EMC /OC /B BDC")]
    writer = opened([TITLE, *code, Words(72, 680, "The library stays open."), Raw("EMC")])
    groups = [
        writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): Text(name)}))
        for name in ("Draft", "Final")
    ]
    resources = writer.pages[0]["/Resources"]
    resources[NameObject("/Properties")] = DictionaryObject(  # type: ignore[index]
        {NameObject("/A"): groups[0], NameObject("/B"): groups[1]}
    )
    config = DictionaryObject({NameObject("/BaseState"): NameObject(base), NameObject("/ON"): ArrayObject(groups[1:])})
    if off:
        config[NameObject("/OFF")] = ArrayObject(groups[:1])
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject(groups), NameObject("/D"): config}
    )
    return read(writer)


def test_a_layer_that_is_off_is_not_read() -> None:
    text = layered(off=True).text
    assert "closes" not in text
    assert "stays open" in text


def test_a_layer_that_is_not_switched_on_is_off_where_all_are() -> None:
    text = layered(off=False, base="/OFF").text
    assert "closes" not in text
    assert "stays open" in text


def test_layers_that_are_on_are_read() -> None:
    text = layered(off=False).text
    assert "closes" in text
    assert "stays open" in text
