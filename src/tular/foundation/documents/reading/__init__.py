"""Reading what was written with other programmes.

    read_docx(stream)        # a Word document → chapters in the dialect of manuscripts, pictures, what was lost
    read_sources(text)       # BibTeX, RIS, CSL-JSON → entries
    terms_of(text)           # official terms that it spells otherwise

Nothing of a document is run and nothing fetched; what cannot be read at all raises `Unreadable` with a sentence.
"""

from tular.foundation.documents.reading.parts import Document, ReadChapter, ReadFigure, Unreadable
from tular.foundation.documents.reading.sources import ReadSource, read_sources
from tular.foundation.documents.reading.terms import Term, terms_of
from tular.foundation.documents.reading.word import read_docx

__all__ = [
    "Document",
    "ReadChapter",
    "ReadFigure",
    "ReadSource",
    "Term",
    "Unreadable",
    "read_docx",
    "read_sources",
    "terms_of",
]
