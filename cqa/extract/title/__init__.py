"""The title of a paper: by label, by layout, or generated where none is printed."""
