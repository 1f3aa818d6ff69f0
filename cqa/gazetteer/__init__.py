"""Reference data that papers and questions look up: councils, committees, inspection frameworks, grades, themes."""
