"""A ModernGov site on loopback: a real HTTP server with the address forms of the real ones, and faults on demand."""

from __future__ import annotations

import html
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

REPORT = """<html><head><title>{title}</title></head><body>
<h1>{title}</h1>
<p>Report to: Children and Young People Scrutiny Committee</p><p>Date: 10 February 2025</p>
<h2>1. Caseloads</h2>
<p>1.1 Average caseloads rose to 24 per social worker because of vacancies, and caseload pressure is the main risk.</p>
<h2>2. Recommendation</h2>
<p>2.1 That the committee notes the report.</p>
</body></html>"""


@dataclass
class Paper:
    """An attachment of the site."""

    number: str
    title: str
    body: bytes
    published: str = "02/02/2025"
    restricted: bool = False
    url: str = ""


def paper(number: str, title: str, **more: object) -> Paper:
    """Return a report with this title."""
    return Paper(number, title, REPORT.format(title=title).encode(), **more)  # type: ignore[arg-type]


@dataclass
class FakeSite:
    """What the site has, and how it misbehaves: ``faults`` gives, by a part of an address, answers to give first."""

    papers: list[Paper] = field(default_factory=list)
    robots: str | None = None
    faults: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    widest_days: int = 400
    escaped: bool = False
    base: str = ""

    def count(self, part: str) -> int:
        """Return how many requests had this in their address."""
        return sum(part in address for address in self.asked)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body for an address."""
        self.asked.append(path)
        for part, answers in self.faults.items():
            if part in path and answers:
                return answers.pop(0)
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        name = parts.path.rpartition("/")[2]
        if name == "robots.txt":
            return (404, {}, b"") if self.robots is None else (200, {}, self.robots.encode())
        if name == "GetCommittees":
            return self._xml(COMMITTEES)
        if name == "GetMeetings":
            first, last = (datetime.strptime(query[n], "%d/%m/%Y").date() for n in ("sFromDate", "sToDate"))
            if (last - first).days > self.widest_days:
                return 500, {}, b"timeout"
            on = datetime(2025, 2, 10).date()
            return self._xml(MEETINGS if query["lCommitteeId"] == "144" and first <= on <= last else NO_MEETINGS)
        if name == "GetMeeting":
            return self._xml(self._meeting())
        if name == "mgConvert2PDF.aspx":
            found = [p for p in self.papers if p.number == query["ID"]]
            return (200, {"Content-Type": "text/html"}, found[0].body) if found else (404, {}, b"gone")
        return 404, {}, b"no such page"

    def _xml(self, text: str) -> tuple[int, dict[str, str], bytes]:
        if self.escaped:
            text = f'<string xmlns="http://moderngov.co.uk/namespaces">{html.escape(text)}</string>'
        return 200, {"Content-Type": "text/xml"}, f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()

    def _meeting(self) -> str:
        rows = "".join(
            f"<linkeddoc><attachmentid>{p.number}</attachmentid><title>{html.escape(html.escape(p.title))}</title>"
            f"<isurl>False</isurl><url>{p.url or f'{self.base}/mgConvert2PDF.aspx?ID={p.number}'}</url>"
            f"<isrestricted>{p.restricted}</isrestricted><restrictionsRef/>"
            f"<publicationdate>{p.published}</publicationdate></linkeddoc>"
            for p in self.papers
        )
        return MEETING.replace("<!-- documents -->", rows)


COMMITTEES = """<committees><committeescount> 3</committeescount>
<committee><committeeid>144</committeeid><committeetitle>Children &amp;amp; Young People Scrutiny</committeetitle>
<committeedeleted>False</committeedeleted><committeeexpired>False</committeeexpired></committee>
<committee><committeeid>163</committeeid><committeetitle>Art Galleries Committee</committeetitle>
<committeedeleted>False</committeedeleted><committeeexpired>True</committeeexpired></committee>
<committee><committeeid>9</committeeid><committeetitle>Deleted Committee</committeetitle>
<committeedeleted>True</committeedeleted></committee></committees>"""
MEETINGS = """<getmeetings><meetingscount> 2</meetingscount><committee><committeeid>144</committeeid><committeemeetings>
<meeting><meetingid>4966</meetingid><meetingdate>13/01/2025</meetingdate><meetingstatus>Cancelled</meetingstatus></meeting>
<meeting><meetingid>4967</meetingid><meetingdate>10/02/2025</meetingdate><meetingstatus>Confirmed</meetingstatus></meeting>
</committeemeetings></committee></getmeetings>"""
NO_MEETINGS = "<getmeetings><meetingscount> 0</meetingscount></getmeetings>"
MEETING = """<meeting><meetingid>4967</meetingid><meetingdate>10/02/2025</meetingdate>
<isdisplayallowed>True</isdisplayallowed><agendaitems>
<agendaitem><agendaitemid>1</agendaitemid><agendaitemtitle>Caseloads</agendaitemtitle>
<fulldisplaynumberformat>4.</fulldisplaynumberformat><isrestricted>False</isrestricted>
<isdisplayallowed>True</isdisplayallowed><linkeddocuments><!-- documents --></linkeddocuments></agendaitem>
<agendaitem><agendaitemid>2</agendaitemid><agendaitemtitle>Exempt item</agendaitemtitle>
<isrestricted>True</isrestricted><linkeddocuments><linkeddoc><attachmentid>999</attachmentid><title>Secret</title>
<isrestricted>False</isrestricted></linkeddoc></linkeddocuments></agendaitem></agendaitems></meeting>"""


@contextmanager
def served(site: FakeSite) -> Iterator[FakeSite]:
    """Serve a site on a free port of loopback; ``base`` is its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.agents.add(self.headers["User-Agent"])
            status, headers, body = site.answer(self.path)
            self.send_response(status)
            sizes = Counter(name.lower() for name in headers)
            for name, value in headers.items():
                self.send_header(name, value)
            if not sizes["content-length"]:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if sizes["content-length"] and int(headers["Content-Length"]) != len(body):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
