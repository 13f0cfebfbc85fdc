"""Forms of the catalogue."""

from tular.features.catalogue.forms.sections import RowList, SectionForm, section_form

__all__ = ["RowList", "SectionForm", "section_form"]
