"""Word files: docx through python-docx, legacy .doc through an installed converter."""
