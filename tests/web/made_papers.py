"""Papers that no council wrote: hostile words, papers that may not be shown, a broken file, a very long one."""

from __future__ import annotations

from pathlib import Path

import docx

ATTACK = '"><img src=x onerror=window.hit=1><script>window.hit=1</script>{{7*7}}'
"""Would set ``window.hit`` wherever it were taken for anything but text, and show 49 wherever for a template."""

ATTACK_TITLE = 'Budget & "><svg onload=window.hit=1 // {{7*7}}'
"""Outlives the taking away of tags from titles."""

HOSTILE_FILE = "\"><img src=x onerror=window.hit=1>'{{7*7}}.md"

BIDI, BELL, ESCAPE, LINE = "\u202e", "\x07", "\x1b", "\u2028"

SECRET_COUNCIL, SECRET_COMMITTEE, SECRET_TITLE = (
    "Wigan Council",
    "Quarantine Scrutiny Committee",
    "Xylophone Relocation",
)
SECRET_WORD, SECRET_GRADE = "zirconium", "Inadequate"
"""What is in the exempt papers alone."""

SECTIONS = 400

HEAD = """# Report of the Director of Children's Services

{council}

Report to: {committee}

Date: {date}

Subject: {title}

"""

HOSTILE = f"""## {ATTACK}

1. Caseloads are high {ATTACK} and [this](javascript:window.hit=1) too.

2. Caseloads {BIDI}desrever{BIDI} and {BELL}bell{ESCAPE}[2J{LINE}line are high.

| Item {ATTACK} | Caseload |
| --- | --- |
| {ATTACK} | javascript:window.hit=1 |

## Recommendations

3. That {ATTACK} caseloads be noted.
"""

HTML = """<!doctype html><html><head><title>&lt;script&gt;window.hit=1&lt;/script&gt; budget</title>
<script>window.hit = 1</script></head><body onload="window.hit=1">
<h1>Report to Cabinet: &lt;script&gt;window.hit=1&lt;/script&gt; budget</h1>
<p>Kent County Council</p><p>Date: 4 March 2025</p>
<p>1. Caseloads <img src="x" onerror="window.hit=1"> are high &lt;img src=x onerror=window.hit=1&gt; here.</p>
<p>2. <a href="javascript:window.hit=1">javascript:window.hit=1</a> caseloads &amp; {{7*7}}.</p></body></html>
"""

SECRET = f"""NOT FOR PUBLICATION: exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972

{HEAD}
## Main issues

1. Caseloads of {SECRET_WORD} are high and social workers carry {SECRET_WORD}.

2. Ofsted inspected children's services on 3 May 2024. Overall effectiveness was judged {SECRET_GRADE}.

## Recommendations

3. That the {SECRET_WORD} be sold.
"""


def _head(council: str, committee: str, date: str, title: str) -> str:
    return HEAD.format(council=council, committee=committee, date=date, title=title)


def _long() -> str:
    words = "The service has high caseloads and looks after children well, within budget and on time, as planned. "
    parts = [_head("Leeds City Council", "Executive Board", "6 May 2020", "A very long report")]
    for n in range(1, SECTIONS + 1):
        heading = f"## {n // 20 + 1}. Part {n // 20 + 1} of the matter\n\n" if n % 20 == 1 else ""
        parts.append(f"{heading}{n // 20 + 1}.{n % 20 + 1} {words * 2}Paragraph {n} of all.\n\n")
    return "".join(parts)


def write_papers(folder: Path) -> None:
    """All of them, as files in a folder."""

    def write(name: str, text: str) -> None:
        (folder / name).write_text(text, "utf-8")

    write(HOSTILE_FILE, _head("Leeds City Council", "Cabinet", "4 March 2025", ATTACK_TITLE) + HOSTILE)
    write("plain.txt", _head("Leeds City Council", "Cabinet", "5 March 2025", ATTACK_TITLE).replace("#", "") + HOSTILE)
    write("page.html", HTML)
    write("long.md", _long())
    write(
        "secret.md",
        SECRET.format(council=SECRET_COUNCIL, committee=SECRET_COMMITTEE, date="7 May 2024", title=SECRET_TITLE),
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows\n")
    (folder / "void.txt").write_bytes(b"")
    document = docx.Document()
    document.core_properties.title = ATTACK
    for line in ("Norfolk County Council", "Report to: Cabinet", "Date: 1 April 2025", f"Subject: {ATTACK_TITLE}"):
        document.add_paragraph(line)
    document.add_paragraph(f"1. Caseloads are high {ATTACK}.")
    row = document.add_table(2, 2).rows
    for cell in (*row[0].cells, *row[1].cells):
        cell.text = ATTACK
    document.save(str(folder / "table.docx"))
