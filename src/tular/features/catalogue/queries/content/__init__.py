"""The content of a record: its sections, how it is read, checked and compared."""

from tular.features.catalogue.queries.content.checking import Problem, problems_of, section_problems
from tular.features.catalogue.queries.content.comparing import (
    Difference,
    Piece,
    SectionDifference,
    SectionText,
    difference,
    differences,
    readable,
)
from tular.features.catalogue.queries.content.reading import RELATED, content_of, empty_content, public_content
from tular.features.catalogue.queries.content.schema import Content, Field, Kind, Rows, Section, SectionContent
from tular.features.catalogue.queries.content.sections import SECTIONS, section

__all__ = [
    "RELATED",
    "SECTIONS",
    "Content",
    "Difference",
    "Field",
    "Kind",
    "Piece",
    "Problem",
    "Rows",
    "Section",
    "SectionContent",
    "SectionDifference",
    "SectionText",
    "content_of",
    "difference",
    "differences",
    "empty_content",
    "problems_of",
    "public_content",
    "readable",
    "section",
    "section_problems",
]
