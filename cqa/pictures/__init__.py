"""Pages of PDF files as pictures, with the places of words on them, drawn in a process with limits."""
