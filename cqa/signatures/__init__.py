"""What a paper is about and how it is worded, in a few hundred numbers: to find papers like one among many thousands.

    paper ─ counted passages ─▶ weights of stems, sketch of its wording ─▶ signatures.sqlite with the index

Use it for: comparing whole papers. Not for: choosing what to show of them (:mod:`cqa.similar`).
"""
