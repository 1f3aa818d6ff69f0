"""One result, several printers. Each takes records and gives text; none searches, reads or decides."""
