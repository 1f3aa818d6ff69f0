"""An independent reader beside cqa's own: which words of a file are in no passage."""
