"""Dates in running text, file names and typed queries: one grammar for papers and questions.

*12th February 2010*, *4th of March, 2020*, *12 Sept 2012*, *Wednesday, March 20, 2013*, *16/05/2018*, *12.02.10*,
*2025-03-13*, *February 2010*, *2009-10* (a financial year, 1 April to 31 March), *before 2011*, *from 2013 onwards*,
*between 2010 and 2012*, *23 April to 4 May 2012*, *12th October* (no year).
"""

from cqa.text.dates.grammar import bounds, days, iso, months, printed
from cqa.text.dates.mentions import DateMention, mentions, ranges
from cqa.text.dates.typed import point

__all__ = ["DateMention", "bounds", "days", "iso", "mentions", "months", "point", "printed", "ranges"]
