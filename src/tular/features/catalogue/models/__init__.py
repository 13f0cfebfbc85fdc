"""What the catalogue stores."""

from tular.features.catalogue.models.content import (
    Classification,
    Cost,
    Document,
    Indicator,
    Innovator,
    LegalRule,
    Means,
    Part,
    PeopleNeed,
    Photo,
    Video,
)
from tular.features.catalogue.models.life import (
    BulkChange,
    InnovationDraft,
    InnovationVersion,
    SectionRevision,
    SustainabilityDeclaration,
    UpdateRequest,
)
from tular.features.catalogue.models.owners import FormerOwner
from tular.features.catalogue.models.record import IndexOutbox, Innovation, Recognition, SourceRecord, Theme

__all__ = [
    "BulkChange",
    "Classification",
    "Cost",
    "Document",
    "FormerOwner",
    "IndexOutbox",
    "Indicator",
    "Innovation",
    "InnovationDraft",
    "InnovationVersion",
    "Innovator",
    "LegalRule",
    "Means",
    "Part",
    "PeopleNeed",
    "Photo",
    "Recognition",
    "SectionRevision",
    "SourceRecord",
    "SustainabilityDeclaration",
    "Theme",
    "UpdateRequest",
    "Video",
]
