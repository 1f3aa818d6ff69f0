"""Tables: cells of a line, runs of rows, grids of sections."""
