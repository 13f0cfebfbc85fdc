"""Shorter names of agencies for maps and sentences, made from the full name by rule."""

from __future__ import annotations

_SHORT = (("Kabupaten ", "Kab. "), ("Provinsi ", "Prov. "))


def place_name(name: str) -> str:
    """The government by its place: "Pemerintah Kabupaten Poso" → "Kabupaten Poso". Other bodies keep their name."""
    return name.removeprefix("Pemerintah ")


def label_name(name: str) -> str:
    """As `place_name`, with the level shortened: "Kab. Poso", "Prov. Jawa Barat"."""
    name = place_name(name)
    for long, short in _SHORT:
        if name.startswith(long):
            return short + name.removeprefix(long)
    return name


def map_name(name: str, abbreviation: str = "") -> str:
    """The shortest name that still tells a city from its regency: "Poso", "Jawa Barat", "Kota Tangerang", "LAN"."""
    place = place_name(name)
    for long, _short in _SHORT:
        if place.startswith(long):
            return place.removeprefix(long)
    return place if place != name else abbreviation or name
