"""How one record names another: enough to show it, and the key with which to ask for the rest."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class Named(Schema):
    """A record with a slug, such as an agency: `/agencies/{slug}`."""

    slug: str = Field(examples=["pemkab-sumedang"])
    name: str = Field(examples=["Pemerintah Kabupaten Sumedang"])


class Coded(Schema):
    """A region: `/regions/{code}`. The code is text, never a number."""

    code: str = Field(examples=["53"])
    name: str = Field(examples=["Nusa Tenggara Timur"])
