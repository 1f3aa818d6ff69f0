"""The sentences that the real road finds for a question."""

from __future__ import annotations

from cqa.candidates import concepts_of
from cqa.engine.port import Engine, Request
from cqa.evidence.features import Candidate
from cqa.evidence.scorer import candidates, question_view
from cqa.query.nodes import Everything, Or, Word
from cqa.query.question import read_question
from cqa.scope import inside, scope
from cqa.candidates import node_of

FOUND = 200


def gathered(engine: Engine, text: str) -> list[Candidate]:
    papers = engine.papers()
    outside = {p.authority for p in papers if p.authority and p.authority.code is None}
    question = read_question(text, sorted(outside), sorted({c for p in papers for c in p.committees}))
    material, refusal = scope(question, papers, ())
    total = engine.coverage().passages
    concepts = concepts_of(engine, question, engine.coverage())
    view = question_view(question, concepts, lambda w: engine.matching(Word(w, "text"), Everything()), total)
    from cqa.analysis import exact_words, stem

    words = [w for w in dict.fromkeys(exact_words(text)) if stem(w) in view.idf]
    nodes = tuple(Word(w) for w in words) + tuple(node_of(c, 2) for c in concepts)
    if not nodes or not material.papers:
        return []
    hits = engine.search(Request(Or(nodes), inside(material, Everything(), len(papers)), limit=FOUND)).hits
    wanted = {p.id for p in material.papers}
    return candidates(view, [h.passage for h in hits if h.passage.paper in wanted])
