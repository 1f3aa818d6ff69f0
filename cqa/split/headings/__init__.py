"""Headings: typography, levels, roles and the outline they build."""
