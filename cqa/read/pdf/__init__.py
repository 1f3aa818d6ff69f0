"""PDF files: pdfium's pieces become canonical text without running headers and footers."""

from cqa.read.pdf.document import read_pdf

__all__ = ["read_pdf"]
