"""What the web service of a ModernGov site answers: committees, meetings, agenda items and their documents.

Its addresses are ``mgWebService.asmx/GetCommittees``, ``GetMeetings`` and ``GetMeeting``. Some sites put the answer,
once more escaped, into an element ``string``; some escape titles twice.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode
from xml.etree import ElementTree

from cqa.fetch.polite_client import FetchError

SERVICE = "mgWebService.asmx/"
MOST_NESTED = 2
"""How often an answer may be escaped within an answer."""


class NotXml(FetchError):
    """The answer is not what the web service gives."""


class Committee(NamedTuple):
    """A committee of the site."""

    id: str
    title: str


class Meeting(NamedTuple):
    """A meeting as a list has it; ``day`` is ISO."""

    id: str
    committee: Committee
    day: str


class Attachment(NamedTuple):
    """A document of an agenda item. ``url`` is "" where the site does not state one."""

    id: str
    title: str
    url: str
    published: str
    item: str
    item_title: str


class Agenda(NamedTuple):
    """The documents of a meeting that may be asked for, and how many more are restricted."""

    attachments: tuple[Attachment, ...]
    restricted: int


def committees_address() -> str:
    """Return where the list of committees is."""
    return f"{SERVICE}GetCommittees"


def meetings_address(committee: str, since: date, until: date) -> str:
    """Return where the list of a committee's meetings is."""
    days = {"sFromDate": f"{since:%d/%m/%Y}", "sToDate": f"{until:%d/%m/%Y}"}
    return f"{SERVICE}GetMeetings?{urlencode({'lCommitteeId': committee, **days}, safe='/')}"


def meeting_address(meeting: str) -> str:
    """Return where the agenda of a meeting is."""
    return f"{SERVICE}GetMeeting?{urlencode({'lMeetingId': meeting})}"


def attachment_address(attachment: str) -> str:
    """Return where a document is whose address the site does not state."""
    return f"mgConvert2PDF.aspx?{urlencode({'ID': attachment})}"


def committees(body: bytes) -> list[Committee]:
    """Return the committees of an answer, without deleted ones. Raises :class:`NotXml`.

    >>> committees(b"<committees><committee><committeeid>7</committeeid><committeetitle>Audit &amp;amp; Risk"
    ...            b"</committeetitle></committee></committees>")
    [Committee(id='7', title='Audit & Risk')]
    """
    rows = _root(body).iter("committee")
    found = [
        Committee(_id(row, "committeeid"), _said(row, "committeetitle"))
        for row in rows
        if not _is(row, "committeedeleted")
    ]
    return [committee for committee in found if committee.id]


def meetings(body: bytes, committee: Committee) -> list[Meeting]:
    """Return the meetings of an answer that took place or will, by day. Raises :class:`NotXml`."""
    found = []
    for row in _root(body).iter("meeting"):
        day, number = _day(_said(row, "meetingdate")), _id(row, "meetingid")
        if day and number and _said(row, "meetingstatus").lower() != "cancelled":
            found.append(Meeting(number, committee, day))
    return sorted(found, key=lambda meeting: (meeting.day, meeting.id))


def agenda(body: bytes) -> Agenda:
    """Return the documents of a meeting's answer. Raises :class:`NotXml`."""
    root = _root(body)
    if root.tag != "meeting":
        raise NotXml("the answer is no meeting")
    if _is_not(root, "isdisplayallowed"):
        return Agenda((), sum(1 for _ in root.iter("linkeddoc")))
    found: dict[str, Attachment] = {}
    restricted = 0
    for item in root.iter("agendaitem"):
        closed = _is(item, "isrestricted") or _is_not(item, "isdisplayallowed")
        for row in item.iter("linkeddoc"):
            if closed or _is(row, "isrestricted") or _said(row, "restrictionsRef"):
                restricted += 1
            elif number := _id(row, "attachmentid"):
                found.setdefault(number, _attachment(row, item, number))
    for row in root.findall("linkeddocuments/linkeddoc"):
        if _is(row, "isrestricted") or _said(row, "restrictionsRef"):
            restricted += 1
        elif number := _id(row, "attachmentid"):
            found.setdefault(number, _attachment(row, None, number))
    return Agenda(tuple(found.values()), restricted)


def _attachment(row: ElementTree.Element, item: ElementTree.Element | None, number: str) -> Attachment:
    of_item = ("", "")
    if item is not None:
        of_item = (
            _said(item, "fulldisplaynumberformat") or _said(item, "agendaitemnumber"),
            _said(item, "agendaitemtitle"),
        )
    return Attachment(number, _said(row, "title"), _said(row, "url"), _day(_said(row, "publicationdate")), *of_item)


def _root(body: bytes, nested: int = 0) -> ElementTree.Element:
    """Return the root of an answer without name spaces. Raises :class:`NotXml`."""
    if b"<!DOCTYPE" in body[:2000].upper() or b"<!ENTITY" in body:
        what = "a web page" if b"<html" in body[:5000].lower() else "XML with entities of its own"
        raise NotXml(f"the site answers with {what} in place of XML; it may not offer its web service")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - an answer that declares entities was refused above
    except ElementTree.ParseError as error:
        raise NotXml(f"the site's answer is not whole XML ({error})") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    inside = (root.text or "").strip()
    if len(root) == 0 and inside.startswith("<") and nested < MOST_NESTED:
        return _root(inside.encode("utf-8"), nested + 1)
    if root.tag == "html":
        raise NotXml("the site answers with a web page in place of XML; it may not offer its web service")
    return root


def _said(row: ElementTree.Element, name: str) -> str:
    """Return the text of an element, unescaped once more, in one line."""
    return " ".join(html.unescape(row.findtext(name) or "").split())


def _id(row: ElementTree.Element, name: str) -> str:
    """Return a number of the site, "" for anything else."""
    said = _said(row, name)
    return said if said.isascii() and said.isdigit() else ""


def _is(row: ElementTree.Element, name: str) -> bool:
    return _said(row, name).lower() == "true"


def _is_not(row: ElementTree.Element, name: str) -> bool:
    return _said(row, name).lower() == "false"


def _day(said: str) -> str:
    """Return an ISO date from one as the site writes it, "" for none."""
    try:
        return datetime.strptime(said, "%d/%m/%Y").date().isoformat()
    except ValueError:
        return ""


def spans(since: date, until: date, parts: int) -> Iterator[tuple[date, date]]:
    """Return a range of days cut into so many ranges.

    >>> [f"{a:%d %b} to {b:%d %b}" for a, b in spans(date(2025, 1, 1), date(2025, 1, 10), 2)]
    ['01 Jan to 05 Jan', '06 Jan to 10 Jan']
    """
    first, days = since.toordinal(), until.toordinal() - since.toordinal() + 1
    for part in range(parts):
        start, stop = first + days * part // parts, first + days * (part + 1) // parts - 1
        if start <= stop:
            yield date.fromordinal(start), date.fromordinal(stop)
