"""PDF files: pdfium's pieces become canonical text without furniture."""

from cqa.read.pdf.document import read_pdf

__all__ = ["read_pdf"]
