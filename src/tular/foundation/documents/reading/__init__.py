"""Reading what was written with other programmes.

read_docx(stream)        # a Word document → chapters in the dialect of manuscripts, pictures, what was lost
read_sources(text)       # BibTeX, RIS, CSL-JSON → entries
"""

from tular.foundation.documents.reading.parts import Document, ReadChapter, ReadFigure, Unreadable
from tular.foundation.documents.reading.sources import ReadSource, read_sources
from tular.foundation.documents.reading.word import read_docx

__all__ = ["Document", "ReadChapter", "ReadFigure", "ReadSource", "Unreadable", "read_docx", "read_sources"]
