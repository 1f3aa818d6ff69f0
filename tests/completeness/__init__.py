"""An independent reader next to cqa's own: which words of a file are in no passage."""
