"""The meeting that a paper went to: its date, its committee, and the day the paper was published."""
