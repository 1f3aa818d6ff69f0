"""Past papers and sections like one at hand: a paper in the index, a draft on disk, or a single passage.

    paper ─ signature ─▶ near copies (the same wording) · precedents (the same matter)
          └ sections by role ─▶ engine ─▶ sections of that role on the same matter

Near copies and precedents are apart: an officer looks for another report on the matter, not for the same one again.
"""

from cqa.similar.naming import named_passage, similar_to
from cqa.similar.papers import similar_to_file, similar_to_paper, similar_to_text
from cqa.similar.passages import similar_passages
from cqa.similar.result import LikeSection, NearCopy, Similar, SimilarPaper, SimilarPassages

__all__ = [
    "LikeSection",
    "NearCopy",
    "Similar",
    "SimilarPaper",
    "SimilarPassages",
    "named_passage",
    "similar_passages",
    "similar_to",
    "similar_to_file",
    "similar_to_paper",
    "similar_to_text",
]
