"""The table of fields of papers and passages, for everything that stores, filters, counts or shows them.

Engines, the query language, the options of the command line, JSON, CSV, the facets of the page and the help read
:data:`FIELDS`; :mod:`cqa.fields.values` has the values of a record. A new field is one row here, the attribute of
:class:`~cqa.model.Passage` and :class:`~cqa.model.Paper` that the row names, and its extractor.
"""

from __future__ import annotations

from typing import Literal

from cqa.record import dataclass

FieldType = Literal["text", "keyword", "date", "year", "flag"]
"""``text`` is searched word by word, ``keyword`` compared as a whole. ``year`` is the year of a date attribute,
``flag`` true or false."""

Resolver = Literal["", "register", "words", "beginning", "role", "type", "id", "file", "number"]
"""How a value as people write it is matched with the values of the index (:mod:`cqa.query.filters`).

``register``: names, aliases and codes of councils. ``words``: every value that has all the words. ``beginning``: every
value that begins with the words. ``role``, ``type``: a closed list. ``id``, ``file``, ``number``: of a paper, a file, a
paragraph. Empty: the value as it is written.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``name`` is the name before the colon of a query, in an address of the page and in the index.

    ``attribute`` is that of a passage, ``paper`` that of its paper (with dots for nested attributes), empty where
    papers have none. ``label``, ``finds`` and ``example`` are for people.
    """

    name: str
    type: FieldType
    label: str
    finds: str = ""
    """What ``name:value`` finds, for the help."""
    example: str = ""
    """A query of this field that the help can show."""
    attribute: str = ""
    paper: str = ""
    query: bool = True
    """Whether a query may have it before a colon."""
    facet: bool = False
    """Whether engines count its values."""
    box: int = 0
    """Place among the facets of a search, from 1; 0 where a search shows none."""
    option: str = ""
    """Keyword of the filter in Python; empty where it is no filter. The command line has ``--name``."""
    metavar: str = "NAME"
    help: str = ""
    """What the option of the command line says."""
    resolver: Resolver = ""
    json: str = ""
    """Key in the JSON of passages and papers."""
    json_first: str = ""
    """Key of the first of several values alone, for programs that expect one."""
    column: str = ""
    """Column of a CSV of passages."""
    paper_column: str = ""
    """Column of a CSV of papers."""


FIELDS: tuple[Field, ...] = (
    Field("text", "text", "Text", finds="words of the text alone", example="text:caseload", attribute="text"),
    Field("heading", "text", "Headings", finds="words of the headings", example="heading:risk", attribute="heading"),
    Field(
        "authority",
        "keyword",
        "Council",
        finds="a council by any of its names",
        example="authority:leeds",
        attribute="authority",
        paper="authority.name",
        facet=True,
        box=1,
        option="authority",
        help="Council, by any name, alias or code; repeatable.",
        resolver="register",
        json="authority",
        column="authority",
        paper_column="authority",
    ),
    Field(
        "authority_code",
        "keyword",
        "Code of the council",
        attribute="authority_code",
        paper="authority.code",
        query=False,
        paper_column="code",
    ),
    Field(
        "committee",
        "keyword",
        "Committee",
        finds="a committee by words of its name",
        example="committee:scrutiny",
        attribute="committees",
        paper="committees",
        facet=True,
        box=2,
        option="committee",
        help="Committee, or part of its name; repeatable.",
        resolver="words",
        json="committees",
        json_first="committee",
        column="committee",
        paper_column="committees",
    ),
    Field(
        "date",
        "date",
        "Date",
        finds="a time, also open: 2010..",
        example="date:2010..2013",
        attribute="date",
        paper="date",
        json="date",
        column="date",
        paper_column="date",
    ),
    Field("year", "year", "Year", attribute="date", paper="date", query=False, facet=True, box=3),
    Field(
        "title",
        "text",
        "Title",
        finds="words of the paper's title",
        example="title:fostering",
        attribute="title",
        paper="title",
        json="title",
        column="title",
    ),
    Field(
        "grade",
        "keyword",
        "Grade",
        finds="papers that report the grade",
        example="grade:inadequate",
        attribute="grades",
        paper="grades",
        facet=True,
        box=4,
        option="grade",
        metavar="GRADE",
        help="Papers that report this inspection grade.",
        resolver="beginning",
    ),
    Field(
        "type",
        "keyword",
        "Type of paper",
        finds="a type of paper",
        example="type:minutes",
        attribute="type",
        paper="type",
        facet=True,
        box=6,
        option="paper_type",
        metavar="TYPE",
        help="Paper type: report, minutes.",
        resolver="type",
        json="type",
        column="type",
        paper_column="type",
    ),
    Field(
        "role",
        "keyword",
        "Part of the paper",
        finds="a part of the paper",
        example="role:recommendations",
        attribute="role",
        facet=True,
        box=5,
        option="role",
        metavar="ROLE",
        help="Sections with this purpose: recommendations, legal.",
        resolver="role",
        json="role",
        column="role",
    ),
    Field(
        "number",
        "keyword",
        "Number of the paragraph",
        finds="a numbered paragraph",
        example="number:3.4",
        attribute="number",
        resolver="number",
        json="number",
        column="number",
    ),
    Field(
        "ward",
        "keyword",
        "Ward",
        finds="papers that affect a ward, or all wards",
        example="ward:all",
        attribute="ward_names",
        paper="ward_names",
        facet=True,
        box=7,
        option="ward",
        help="Ward that the paper affects, or words of its name; repeatable.",
        resolver="words",
        json="ward_names",
        column="wards",
        paper_column="wards",
    ),
    Field(
        "paper",
        "keyword",
        "Paper",
        finds="one paper, by its id or the beginning of it",
        attribute="paper",
        paper="id",
        facet=True,
        resolver="id",
    ),
    Field("file", "keyword", "File", finds="the papers of a file", attribute="file", paper="file", resolver="file"),
    Field("exempt", "flag", "Exempt", attribute="exempt", paper="exempt", query=False),
)

BY_NAME = {field.name: field for field in FIELDS}

WORD_FIELDS = tuple(field.name for field in FIELDS if field.type == "text")
"""Fields of analysed words. A word without a field is searched in all of them."""

VALUE_FIELDS = tuple(field.name for field in FIELDS if field.type != "text" and field.query)
"""Fields of whole values that a query can name: compared folded, not word by word."""

INDEX_VALUES = tuple(field.name for field in FIELDS if field.type in ("keyword", "year", "flag"))
"""Fields that engines compare as a whole; dates are compared as numbers."""

FACETS = tuple(field.name for field in FIELDS if field.facet)
"""Fields that engines count."""

BOXES = tuple(field.name for field in sorted(FIELDS, key=lambda field: field.box) if field.box)
"""Facets of a search, in the order in which they are shown."""

HELP = tuple((field.example or f"{field.name}:...", field.finds) for field in FIELDS if field.query)
"""What the help says of each field of a query: how it is written and what it finds."""

FILTERS = tuple(field for field in FIELDS if field.option)
"""Fields that are filters of the command line, of Python and of the page."""


PASSAGE_COLUMNS = {field.column: field for field in FIELDS if field.column}
"""Columns of a CSV of passages, in their order."""

PAPER_COLUMNS = {field.paper_column: field for field in FIELDS if field.paper_column}
"""Columns of a CSV of papers, in their order."""
