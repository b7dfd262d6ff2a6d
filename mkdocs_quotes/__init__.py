"""Find direct quotations and who speaks them, in plain text, with exact offsets.

    >>> from mkdocs_quotes import analyse
    >>> found = analyse("“The tide is late,” said Ada Brandt.")
    >>> found.quotations[0].text
    'The tide is late,'
    >>> found.speakers[0].name
    'Ada Brandt'
"""

from .model import Analysis, Attribution, Cue, Document, Mention, Options, Quotation, Speaker
from .pipeline import analyse
from .read import read_bytes, read_file, read_text
from .records import to_records

__all__ = [
    "Analysis",
    "Attribution",
    "Cue",
    "Document",
    "Mention",
    "Options",
    "Quotation",
    "Speaker",
    "analyse",
    "read_bytes",
    "read_file",
    "read_text",
    "to_records",
]

__version__ = "0.1.0"
