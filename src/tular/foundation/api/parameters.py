"""What a query string may say.

A parameter that does not exist is refused: a misspelt filter must not return everything.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from django.db.models import Choices
from django.utils import translation
from ninja import Schema
from pydantic import AfterValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError


class Parameters(Schema):
    """The query string of an endpoint; what every endpoint takes."""

    bahasa: Literal["id", "en"] | None = Field(
        None, description="Language of names and messages: `id` (default) or `en`; remembered in a cookie."
    )

    @model_validator(mode="after")
    def _refuse_unknown(self, info: ValidationInfo) -> Self:
        request = (info.context or {}).get("request")
        if request is not None:
            known = {field.alias or name: None for name, field in type(self).model_fields.items()}
            if unknown := [name for name in request.GET if name not in known]:
                raise PydanticCustomError("unknown_parameter", "unknown", {"names": unknown, "known": list(known)})
        return self


def _without_nul(text: str) -> str:
    if "\x00" in text:  # no database takes it
        raise PydanticCustomError("control_character", "NUL")
    return text.strip()


Text = Annotated[str, AfterValidator(_without_nul)]
"""Free text without NUL, blanks around it cut off."""

TwoDigits = Annotated[str, Field(pattern=r"^[0-9]{2}$")]
"""The code of a province."""


def terms(choices: type[Choices]) -> str:
    """The values of a vocabulary with the Indonesian terms, for descriptions in the documentation."""
    with translation.override("id"):
        pairs: list[tuple[Any, Any]] = list(choices.choices)
        return "; ".join(f"`{value}` {label}" for value, label in pairs)
