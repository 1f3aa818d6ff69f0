"""Files of word processors: docx, odt and RTF read here, legacy .doc through an installed converter."""
