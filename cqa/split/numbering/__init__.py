"""Paragraph numbers: labels read, candidates scored by their looks, the sequence decoded, citations."""
