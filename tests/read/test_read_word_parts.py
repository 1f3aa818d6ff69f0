"""Word files: what a reader sees is read, wherever it is in the file; what nobody sees is not."""

# ruff: noqa: E501 - mark-up in one piece

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from cqa.model import Document
from cqa.read.word.docx import read_docx
from tests.read.made import zipped

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hid2"><w:basedOn w:val="Hid"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="HidP"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Tick"><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def field(code: str, result: str, extra: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    coded = f"<w:r><w:instrText> {code} </w:instrText></w:r>{extra}"
    shown = mark.format("separate") + run(result) if result else ""
    return mark.format("begin") + coded + shown + mark.format("end")


def made(
    body: str, parts: dict[str, bytes] | None = None, relations: str = "", main: str = "word/document.xml"
) -> Document:
    return read_docx(packed(body, parts, relations, main), "made.docx", "")


def packed(
    body: str, parts: dict[str, bytes] | None = None, relations: str = "", main: str = "word/document.xml"
) -> bytes:
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    folder, name = main.rsplit("/", 1)
    return zipped(
        {
            "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "_rels/.rels": f'{head}<Relationship Id="m" Type="{TYPE}/officeDocument" Target="{main}"/></Relationships>'.encode(),
            main: f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(),
            f"{folder}/_rels/{name}.rels": (
                f'{head}<Relationship Id="s" Type="{TYPE}/styles" Target="styles.xml"/>{relations}</Relationships>'
            ).encode(),
            f"{folder}/styles.xml": f"<w:styles {NAMES}>{STYLES}</w:styles>".encode(),
            **(parts or {}),
        }
    )


def relation(kind: str, target: str, identity: str = "x", mode: str = "") -> str:
    return f'<Relationship Id="{identity}" Type="{TYPE}/{kind}" Target="{target}" {mode}/>'


@pytest.mark.parametrize(
    "body",
    [
        p(run("a "), run("GONE", "<w:strike/>"), run("b")),
        p(run("a "), run("GONE", "<w:dstrike/>"), run("b")),
        p(run("a "), run("GONE", "<w:vanish/>"), run("b")),
        p(run("a "), run("GONE", '<w:rStyle w:val="Hid"/>'), run("b")),
        p(run("a "), run("GONE", '<w:rStyle w:val="Hid2"/>'), run("b")),
        p(run("a b")) + p(run("GONE"), properties='<w:pStyle w:val="HidP"/>'),
        p(run("a b")) + p(run("GONE"), properties='<w:pStyle w:val="Old"/>'),
        p(run("a "), "<w:del><w:r><w:delText>GONE</w:delText></w:r></w:del>", run("b")),
        p(run("a "), f"<w:moveFrom>{run('GONE')}</w:moveFrom>", f"<w:moveTo>{run('b')}</w:moveTo>"),
        p(run("a b")) + f"<w:del>{p(run('GONE'))}</w:del>",
        p(run("a "), field("IF", "b", field("MERGEFIELD GONE", "GONE"))),
        p(run("a "), field("TC &quot;GONE&quot;", ""), run("b")),
        p(
            run("a b"),
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("GONE") + "</w:sdtContent></w:sdt>",
        ),
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p(run('GONE'))}</w:sdtContent></w:sdt>"
        + p(run("a b")),
        p(run("a "), "<w:ruby><w:rt>" + run("GONE") + "</w:rt><w:rubyBase>" + run("b") + "</w:rubyBase></w:ruby>"),
        f"<w:tbl><w:tr><w:tc>{p(run('a b'))}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(run('GONE'))}</w:tc></w:tr></w:tbl>",
    ],
)
def test_what_nobody_sees_is_not_read(body: str) -> None:
    assert made(body).text == "a b"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(run("KEPT", '<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>')), "KEPT"),
        (p(run("KEPT", '<w:rStyle w:val="Hid"/>'), properties='<w:pStyle w:val="HidP"/>'), "KEPT"),  # two toggles
        (p(run("KEPT"), properties="<w:rPr><w:vanish/></w:rPr>"), "KEPT"),  # only the mark is hidden
        (p(f"<w:ins>{run('KEPT')}</w:ins>"), "KEPT"),
        (p("<w:hyperlink>" + run("KEPT") + "</w:hyperlink>"), "KEPT"),
        (p('<w:fldSimple w:instr="DATE">' + run("KEPT") + "</w:fldSimple>"), "KEPT"),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("KEPT")), "KEPT"),  # a damaged field swallows nothing
        (p("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"), "a/b"),
        (p(run("Exempt "), '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', run(" No")), "Exempt ☐ No"),
        (p(run("at least "), '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run(" 95%")), "at least ≥ 95%"),
        (p(run("Done "), run("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>')), "Done ✓"),
        (p(run("x"), field("SYMBOL 254 \\f &quot;Wingdings&quot;", "")), "x☑"),
        (
            p(run("Key "), '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/>'
              '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run(" Yes")),
            "Key ☒ Yes",
        ),
        (
            p(run("Ward "), '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
              '<w:listEntry w:val="Abbey"/><w:listEntry w:val="Castle"/></w:ddList></w:ffData></w:fldChar></w:r>'
              '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
            "Ward Castle",
        ),
        (
            p("<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>", run(" Yes")),
            "☒ Yes",
        ),
        (
            p("<w:r><mc:AlternateContent><mc:Choice Requires='wpx'/><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
              + p(run("KEPT")) + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
            "KEPT",
        ),
        (p("<w:r><w:drawing><a:graphic><a:graphicData><a:txBody><a:p><a:r><a:t>KEPT</a:t></a:r></a:p></a:txBody>"
           "</a:graphicData></a:graphic></w:drawing></w:r>"), "KEPT"),
        (p('<w:r><w:pict><v:shape><v:textpath string="KEPT"/></v:shape></w:pict></w:r>'), "KEPT"),
        (p(run("agreed to "), properties="<w:rPr><w:del/></w:rPr>") + p(run("fund it.")), "agreed to fund it."),
        (p(run("x")) + p(run("y"), properties="<w:rPr><w:ins/></w:rPr>") + p(run("z")), "x\n\ny\n\nz"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_read(body: str, text: str) -> None:
    assert made(body).text == text


def note(kind: str, notes: str) -> dict[str, bytes]:
    return {f"word/{kind}.xml": f"<w:{kind} {NAMES}>{notes}</w:{kind}>".encode()}


def test_endnotes_and_footnotes_stand_after_the_text_in_the_order_of_their_references() -> None:
    body = p(run("One"), '<w:r><w:endnoteReference w:id="3"/></w:r>', run(" two"), '<w:r><w:endnoteReference w:id="2"/></w:r>',
             '<w:r><w:footnoteReference w:id="1"/></w:r>')  # fmt: skip
    ends = f'<w:endnote w:id="0" w:type="separator">{p(run("-"))}</w:endnote><w:endnote w:id="2">{p(run("second"))}</w:endnote>'
    ends += f'<w:endnote w:id="3">{p(run("first"))}{p(run("more"))}</w:endnote>'
    feet = f'<w:footnote w:id="1">{p(run("foot"))}</w:footnote><w:footnote w:id="9">{p(run("orphan"))}</w:footnote>'
    parts = note("endnotes", ends) | note("footnotes", feet)
    links = relation("endnotes", "endnotes.xml") + relation("footnotes", "footnotes.xml", "y")
    assert made(body, parts, links).text == "One two\n[1] foot\n[2] orphan\n[i] first more\n[ii] second"


def test_a_note_whose_reference_is_deleted_is_gone() -> None:
    body = p(run("One"), '<w:del><w:r><w:footnoteReference w:id="1"/></w:r></w:del>')
    parts = note("footnotes", f'<w:footnote w:id="1">{p(run("GONE"))}</w:footnote>')
    assert made(body, parts, relation("footnotes", "footnotes.xml")).text == "One"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body><h1>Letter</h1><p>The grip was poor.</p></body></html>"),
        ("a.htm", "<html><body><h1>Letter</h1><p>The grip was poor.</p></body></html>".encode("utf-16")),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                  b"PGh0bWw+PGJvZHk+PHA+TGV0dGVyPC9wPjxwPlRoZSBncmlwIHdhcyBwb29yLjwvcD48L2JvZHk+PC9odG1sPg==\r\n"),
        ("a.rtf", rb"{\rtf1\ansi Letter\par The grip was poor.\par}"),
        ("a.txt", b"Letter\n\nThe grip was poor.\n"),
        ("a.docx", packed(p(run("Letter")) + p(run("The grip was poor.")))),
    ],
)  # fmt: skip
def test_imported_parts_stand_in_their_place(name: str, data: bytes) -> None:
    body = p(run("3.1 Below.")) + '<w:altChunk r:id="x"/>' + p(run("3.2 Note it."))
    document = made(body, {f"word/{name}": data}, relation("aFChunk", name))
    assert document.text == "3.1 Below.\n\nLetter\n\nThe grip was poor.\n\n3.2 Note it."


def test_an_imported_part_that_cannot_be_read_is_noted() -> None:
    body = p(run("a")) + '<w:altChunk r:id="x"/><w:altChunk r:id="y"/>'
    links = relation("aFChunk", "a.png") + relation("aFChunk", "missing.html", "y")
    document = made(body, {"word/a.png": b"\x89PNG\r\n\x1a\n"}, links)
    assert document.text == "a"
    assert document.notes[0].startswith("an imported part was not read: a.png: this is a PNG picture")
    assert document.notes[1] == "the imported part missing.html is not in the file"


def test_charts_and_diagrams_are_read() -> None:
    chart = (
        f"<c:chartSpace {NAMES}><c:chart><c:title><a:p><a:r><a:t>Carers</a:t></a:r></a:p></c:title><c:ser><c:tx><c:v>North"
        "</c:v></c:tx><c:dLbls><c:showVal val='1'/></c:dLbls><c:cat><c:pt idx='0'><c:v>2024</c:v></c:pt></c:cat><c:val><c:pt "
        "idx='0'><c:v>40</c:v></c:pt></c:val></c:ser></c:chart></c:chartSpace>"
    )
    data = f"<dgm:dataModel {NAMES}><dgm:pt><a:p><a:r><a:t>Step one</a:t></a:r></a:p></dgm:pt><dgm:pt type='sibTrans'/></dgm:dataModel>"
    body = p("<w:r><w:drawing><a:graphicData><c:chart r:id='x'/></a:graphicData></w:drawing></w:r>")
    body += p("<w:r><w:drawing><a:graphicData><dgm:relIds r:dm='y'/></a:graphicData></w:drawing></w:r>")
    links = relation("chart", "charts/c.xml") + relation("diagramData", "diagrams/d.xml", "y")
    document = made(body, {"word/charts/c.xml": chart.encode(), "word/diagrams/d.xml": data.encode()}, links)
    assert document.text == "Carers\n\n\tNorth\n2024\t40\n\nStep one"


def test_files_that_every_program_opens_are_read() -> None:
    dangling = relation("image", "media/missing.png") + relation("image", "NULL", "y")
    assert (
        made(p(run("words")), None, dangling + relation("image", "http://x/y.png", "z", 'TargetMode="External"')).text
        == "words"
    )
    assert made(p(run("words")), None, "", "word/document2.xml").text == "words"
    strict = packed(p(run("words")))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(strict)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            new.writestr(name, data.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert read_docx(out.getvalue(), "strict.docx", "").text == "words"


def test_what_was_left_out_is_noted_and_comments_stand_apart() -> None:
    comments = {
        "word/comments.xml": f"<w:comments {NAMES}><w:comment>{p(run('GONE'))}</w:comment></w:comments>".encode()
    }
    body = p(run("a"), run("b", "<w:strike/>"), run("c", "<w:vanish/>"))
    document = made(body, comments, relation("comments", "comments.xml"))
    assert document.text == "a"
    assert document.notes == (
        "words struck through left out",
        "hidden words left out",
        "1 comment of reviewers left out",
    )


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(cells) + "</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(run(text)) if text else p()}</w:tc>"


def test_merged_cells_keep_the_columns() -> None:
    table = "<w:tbl>" + row(
        cell("Team", '<w:vMerge w:val="restart"/>'), cell("2024", '<w:gridSpan w:val="2"/>'), cell("Total")
    )
    table += row(cell("", "<w:vMerge/>"), cell("Q1"), cell("Q2"), cell(""))
    table += (
        row(cell("North"), cell("1"), cell(""), cell("3")) + row(cell(""), cell("4"), cell("5"), cell("9")) + "</w:tbl>"
    )
    assert made(table).text.split("\n") == ["Team\t2024\t\tTotal", "\tQ1\tQ2\t", "North\t1\t\t3", "\t4\t5\t9"]


def test_a_form_whose_rows_are_cut_differently_has_no_empty_columns() -> None:
    table = "<w:tbl>" + row(cell("Name", '<w:gridSpan w:val="3"/>'), cell("Ann", '<w:gridSpan w:val="2"/>'))
    table += row(cell("Date", '<w:gridSpan w:val="2"/>'), cell("May", '<w:gridSpan w:val="3"/>')) + "</w:tbl>"
    assert made(table).text.split("\n") == ["Name\tAnn", "Date\tMay"]


def test_a_table_within_a_cell_is_read_as_one() -> None:
    inner = "<w:tbl>" + row(cell("Risk"), cell("Score")) + row(cell("Flood"), cell("5")) + "</w:tbl>"
    table = "<w:tbl>" + row(cell("Risks"), f"<w:tc>{inner}{p()}</w:tc>") + "</w:tbl>"
    assert made(table).text.split("\n\n") == ["Risks", "Risk\tScore\nFlood\t5"]
