"""A question understood: its kind, whom and when it is about, its topic."""
