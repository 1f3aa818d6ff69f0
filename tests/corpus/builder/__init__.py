"""Builds the sample corpus from its sources: one small markup, four file formats, the same bytes every time."""
