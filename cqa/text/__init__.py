"""What both roads know of English: words and stems, sentences, dates, quantities, roman numerals."""
