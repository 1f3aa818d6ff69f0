"""Passages and sentences scored as evidence: sentence coverage, polarity, patterns of wording."""
