"""Values in sentences: dates, numbers, money, shares and names, each with where it stands."""

from __future__ import annotations

import re

from cqa.model import Span

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b(?:,?\s+(?:19|20)\d\d)?|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?\b|\b(?:early |late |mid-?|spring |summer |autumn |winter )?{_MONTH},?\s+(?:19|20)\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)?\d\d\b|\b(?:19|20)\d\d(?:[/\u2013-]\d\d(?:\d\d)?)?\b",
    re.I,
)
TERM = re.compile(r"\b(?:within|in|for|every|after)\s+(?:approximately |about |around |the next )?(?:\d+|one|two|three|four|five|six|twelve|eighteen)\s+(?:years?|months?|weeks?|days?)\b|\bby (?:the end of |early |late |spring |summer |autumn |winter )+(?:19|20)\d\d\b", re.I)
"""A time told from now: *within approximately three years*."""

NUMBER_WORDS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split())
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12, "half": 0, "quarter": 0, "third": 0, "none": 0, "nil": 0}  # fmt: skip
_WORD = r"(?:" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")"
MONEY = re.compile(r"[\u00a3\u20ac$]\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|bn|million|billion|thousand)?\b", re.I)
SHARE = re.compile(
    rf"\b\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent\b|percentage points?\b)|\b(?:a |one |two |three |{_WORD} )?(?:half|third|quarter|fifth|tenth)s?\b|\b{_WORD} per ?cent\b",
    re.I,
)
NUMBER = re.compile(rf"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)|\b{_WORD}\b", re.I)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|Rev)"
PERSON = re.compile(
    rf"\b{_TITLE}\.?(?: [A-Z](?:\.|[a-z'\u2019-]+)){{1,4}}|\b[A-Z][a-z'\u2019]+(?: [A-Z]\.)?(?: (?:Mc|Mac|O['\u2019]|de |van )?[A-Z][a-z'\u2019-]+){{1,2}}\b"
)

_NO_PERSON = frozenset(
    """Act Action Adult Adults Annual Appendix Area Assembly Assessment Assistant Authority Background Board Borough Britain Budget Bureau Business Cabinet Care Centre Central Chair
    Chairman Chief Child Children Childrens City Commission Commissioner Committee Common Community Conclusion Consultation Corporate Council County Court Date Department Deputy Development Director
    District Duty Early East Education England Equality Executive Families Family Finance Financial First Forum Framework Friendly Fund General Government Group Head Health Help High House Housing
    Human Implications Improvement Independent Inspection Inspector Integrated Interim Issues Item Joint Lead Leader Learning Legal Local London Looked Main Management Mayor Meeting Member Members Ministry
    National New North Notice Office Officer Ofsted Operations Overall Overview Panel Part Partnership People Performance Person Place Plan Planning Police Policy Portfolio Practice
    Principal Priority Programme Protection Public Purpose Quality Recommendation Recommendations Report Resources Response Review Rights Risk Road Royal Safeguarding School Schools Scrutiny Secretary Section Senior
    Service Services Single Social South Special Staff Standards State Statement Strategic Strategy Street Summary Support Table Team The These This Town Trust Union United Unit University Ward West Work Worker Workers Working Young Youth
    Report Reports Update Subject Originator Agenda Minutes Tel Email Location Membership Contact Electoral Wards Specific Implications Community Cohesion Executive Decision Maker Author Brief Next Steps Key Introduction Outcome Outcomes Action Actions Capital Revenue Net Gross Late Final Draft New Old Rights Reserved Digest Source Lords Commons Parliament Prime Minister Majesty Inspectors Inspectorate Star Good Adequate Inadequate Outstanding
    January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
)


def people(text: str) -> list[tuple[str, Span]]:
    """Names of persons: a title with a name, or two capitalised words that are no words of office, body or place."""
    found = []
    for match in PERSON.finditer(text):
        parts = re.findall(r"[A-Za-z'\u2019-]+", match[0])
        titled = re.match(_TITLE + r"\b", match[0])
        if titled or not any(p.replace("\u2019s", "").replace("'s", "") in _NO_PERSON for p in parts):
            found.append((match[0].strip(), match.span()))
    return found


def numbers(text: str) -> list[tuple[str, Span]]:
    """Numbers in figures or words that are no part of a date, a reference or a paragraph number at the front."""
    dates = [m.span() for m in DATE.finditer(text)]
    lead = re.match(r"\s*(?:[-\u2022]\s*)?\(?\d+(?:\.\d+)*[.)]?\s", text)
    found = []
    for match in NUMBER.finditer(text):
        if any(a <= match.start() < b for a, b in dates) and not re.match(r"\d{1,3}(?:,\d{3})+", match[0]):
            continue
        if lead and match.start() < lead.end():
            continue
        if _PART.match(text, match.end()) or (match[0].lower() in ("one", "five", "ten") and _IN_N.search(text[: match.start()])):
            continue
        found.append((match[0], match.span()))
    return found


_PART = re.compile(r"\s?(?:%|per ?cent\b)|\s+in\s+(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b")
"""After a number: it is a share, no count."""

_IN_N = re.compile(r"\b(?:one|two|three|four|\d+) in $", re.I)
