"""Model books from the outline to what readers give back."""

from tular.features.modelbooks.models.book import Author, BookReference, GapQuestion, ModelBook
from tular.features.modelbooks.models.edition import Edition, EditionCount, EditionFile, Erratum, SignOff
from tular.features.modelbooks.models.reading import ReaderComment, Usage
from tular.features.modelbooks.models.review import Answer, Draft, DraftChapter, FgdComment, Round
from tular.features.modelbooks.models.writing import Figure, Revision, Section, Source

__all__ = [
    "Answer",
    "Author",
    "BookReference",
    "Draft",
    "DraftChapter",
    "Edition",
    "EditionCount",
    "EditionFile",
    "Erratum",
    "FgdComment",
    "Figure",
    "GapQuestion",
    "ModelBook",
    "ReaderComment",
    "Revision",
    "Round",
    "Section",
    "SignOff",
    "Source",
    "Usage",
]
