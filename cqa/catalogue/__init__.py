"""What the index holds: looking papers up by name, filter options, visibility of exempt papers, browsing."""
