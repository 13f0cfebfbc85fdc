"""Reading what was written with other programmes.

read_sources(text)       # BibTeX, RIS, CSL-JSON → entries
"""

from tular.foundation.documents.reading.parts import Document, ReadChapter, ReadFigure, Unreadable
from tular.foundation.documents.reading.sources import ReadSource, read_sources

__all__ = ["Document", "ReadChapter", "ReadFigure", "ReadSource", "Unreadable", "read_sources"]
