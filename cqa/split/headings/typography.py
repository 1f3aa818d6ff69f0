"""How much a block looks like a heading, and how high in the tree it would be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cqa.record import dataclass
from cqa.split.blocks import TextBlock
from cqa.split.headings.roles import heading_role

APART = 0.3
"""Space above in line heights that a heading in italics has, and a word or a quotation in the text has not."""

ENOUGH = 1.5
"""Score from which a block is a heading."""

LONGEST = 220
"""Characters; wrapped headings of the sample papers stay below 190."""

HEADING_WORDS = frozenset(("part", "appendix", "annex", "annexe", "chapter", "schedule", "section")) | frozenset(
    ("question", "recommendation", "motion", "amendment", "item", "agenda item")
)
"""Words that head a section with their number (``Question 3``)."""

_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|can|may|must|been|be|asked|said|noted|agreed)\b", re.I
)
_OPEN_END = re.compile(r"\b(?:of|the|and|to|for|in|with|an?|by|or|on|from|that|which|as|at)$")
"""A line that ends like this continues below: its heading, if it is one, is incomplete."""
_CONTACT = re.compile(
    r"@|\b(?:tel|telephone|e-?mail|phone|fax|ext|https?|www)\b[ .:]|\d{4,5} ?\d{5,6}|\d{3,4} \d{3,4} \d{4}", re.I
)
_KEY_VALUE = re.compile(r"[A-Z][A-Za-z/()' ]{1,40}:[ \t]+\S")
_LEADERS = re.compile(r"\.{4,}|\u2026{2,}|(?:\. ){4,}")
_UNDERLINED = re.compile(r"<u>.*</u>$")
_EMPHASISED = re.compile(r"(\*\*|__)(?!\s)[^*_]+\1[:.]?$")
_ALL_EMPHASISED = re.compile(r"(?:\*\*(?!\s)[^*]+\*\*[:.]?\s*){2,4}$")
"""A title of several lines, each in bold."""
_PAGES_OF_ITEM = re.compile(r"\t\(?pages?\s[\d\s\u2013\u2014to-]+\)\s*$", re.IGNORECASE)
"""In an agenda, to the right of an item, the pages of its paper."""
_CAPTION = re.compile(
    r"(?:figure|fig\.?|table|chart|graph|map|diagram|plate|photograph|image)\s+(?:[A-Z]{1,2}[.-]?)?\d", re.IGNORECASE
)
"""What names a picture or a table; the text after it is not about it alone."""
_SOURCE = re.compile(r"(?:sources?|notes?)\b[ \t]*:", re.IGNORECASE)
"""Text in italics below a table or a picture."""
_MARK = re.compile(r"[ \t]*(?:\t[ \t]*\d{1,2}|\[\d{1,3}\])[ \t]*$")
"""A footnote mark after a heading, which a PDF sets apart."""
_WHOLE_DATE = re.compile(r"(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? (?:19|20)\d\d$")
_TAG = re.compile(r"</?[a-z][^>\n]{0,40}>")
_PAGE = re.compile(r"(?:page )?\d{1,4}(?: of \d{1,4})?$", re.I)


@dataclass(frozen=True, slots=True)
class Typography:
    """What is usual in a file: ``body`` font size in points, and whether bold and emphasis mark anything out."""

    body: float
    bold_tells: bool
    emphasis_tells: bool
    geometry: bool


def typography(blocks: Sequence[TextBlock]) -> Typography:
    """Return the usual font of the running text, weighed by characters."""
    sizes: Counter[float] = Counter()
    bold = emphasis = total = 0
    for b in blocks:
        length = b.end - b.start
        if b.row:
            length //= 4
        sizes[round(b.size * 2) / 2] += length
        total += length
        bold += length if b.bold else 0
        emphasis += length if b.emphasis else 0
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    return Typography(body, bold < 0.35 * max(1, total), emphasis < 0.15 * max(1, total), body > 0)


def block_words(text: str, block: TextBlock) -> str:
    """Return the words of a block without number, bullet, emphasis marks and tags, on one line."""
    end = block.label.start if block.right and block.label else block.end
    words = text[block.body : end]
    if "<" in words:
        words = _TAG.sub("", words)
    last = words.rstrip()[-1:]
    if last == "]" or last.isdigit():
        words = _MARK.sub("", words)
    elif last == ")" and "\t" in words:
        words = _PAGES_OF_ITEM.sub("", words)
    words = words.replace("**", "").replace("__", "").strip("#*_ \t")
    if words.count("\t") == 1:  # a title and its verdict to the right
        words = words.replace("\t", ": ")
    return " ".join(words.split())


def looks(text: str, block: TextBlock, type_: Typography) -> float:
    """Return the score of a block as a heading; `ENOUGH` or more is one."""
    length = block.end - block.body
    if length <= 0 or length > LONGEST or (block.bullet and block.mark != "heading") or block.row or block.rule:
        return -5.0
    words = block_words(text, block)
    if len(words) < 2 or not any(map(str.isalpha, words)) or _PAGE.match(words):
        return -5.0
    if block.mark == "heading":
        block.strong = 3.0
        return 4.0
    if _CAPTION.match(words):
        return -5.0
    block.strong = _typographic(text, block, words, type_)
    score = block.strong + _spacing(block, type_)
    count = words.count(" ") + 1
    marked = block.strong >= 1.5
    score -= (0.05 if marked else 0.15) * max(0, count - 10)
    last = words[-1]
    if last in ".;,":
        score -= 3.0 if count > 3 or last != "." else 1.5
    elif last == ":":
        score += 1.0 if count <= 5 and block.gap >= 0.4 else 0.3
    first = words[0]
    if first.islower():
        score -= 1.5 if marked else 3.0
    elif not first.isalnum() and first not in "'\u2018\u201c\"(\u00a3":
        score -= 1.0
    if not marked and count > 4 and _OPEN_END.search(words) and not heading_role(words):
        score -= 1.5
    if count > 7 and _SENTENCE.search(words):
        score -= 0.4 if marked else 1.2
    if _CONTACT.search(words) or (("." in words or "\u2026" in words) and _LEADERS.search(words)):
        score -= 3.0
    if _WHOLE_DATE.match(words):
        score -= 1.0
    if _KEY_VALUE.match(words) and not heading_role(words):
        score -= 0.8
    if count <= 14 and heading_role(words):
        score += 1.2
    if block.named is not None and block.named.word in HEADING_WORDS:
        score += 1.5 if block.named.rest >= block.end else 0.8
    return score


def _typographic(text: str, block: TextBlock, words: str, type_: Typography) -> float:
    score = 0.0
    raw = text[block.body : block.end].strip()
    if type_.geometry and block.size >= type_.body * 1.06 + 0.3:
        score += 2.0
    if block.bold and type_.bold_tells:
        score += 1.6
    if in_capitals(words):
        score += 1.5
    titled = block.named is not None and _ALL_EMPHASISED.match(raw)
    if titled:
        score += 1.6
    elif _set_off(block, words, type_) or _UNDERLINED.match(raw) or _EMPHASISED.match(raw):
        score += 1.2
    if type_.geometry and block.size and block.size < type_.body - 1.4:
        score -= 1.5
    return score


def _set_off(block: TextBlock, words: str, type_: Typography) -> bool:
    """Return whether it is in italics or underlined, and neither bold, a quotation nor a sentence."""
    alone = block.emphasis and type_.emphasis_tells and not block.bold and block.lines <= 2 and block.gap >= APART
    return alone and words[0].isalnum() and words[-1] not in ".,;" and not _SOURCE.match(words)


def in_capitals(words: str) -> bool:
    """Return whether it is printed in capitals, apart from what is in brackets (``DETAIL (Including consultation
    carried out)``)."""
    letters = "".join(filter(str.isalpha, words.partition("(")[0]))
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def _spacing(block: TextBlock, type_: Typography) -> float:
    score = 0.5 if block.gap >= 0.4 or block.new_page else 0.0
    score += 0.3 if block.gap_below >= 0.3 else 0.0
    if not type_.geometry and block.lines == 1 and block.gap >= 1:
        score += 1.0
    return score


def rank(text: str, block: TextBlock, type_: Typography) -> float:
    """Return the rank of an unnumbered heading by its looks: the smaller, the higher. Only the order matters."""
    words = block_words(text, block)
    caps = in_capitals(words)
    if block.mark == "heading" and block.level:
        return 10.0 * block.level
    place = 50.0
    if type_.geometry:
        place -= 4.0 * max(-2.0, min(8.0, block.size - type_.body))
    if caps:
        place -= 6.0
    if block.bold:
        place -= 3.0
    return place
