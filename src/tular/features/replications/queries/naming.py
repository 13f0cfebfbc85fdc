"""What agencies and their heads are called in letters and agreements."""

from __future__ import annotations

import re

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.replications.models import Case

HEADS = {AgencyKind.PROVINCE: "Gubernur", AgencyKind.REGENCY: "Bupati", AgencyKind.CITY: "Wali Kota"}
"""Heads of the governments of regions; who heads anything else is not known here."""


def head_of(agency: Agency) -> str:
    """The office of an agency's head: "Bupati Sidoarjo"; of bodies other than regional governments "Pimpinan …"."""
    title = HEADS.get(AgencyKind(agency.kind))
    if title is None or not agency.name.startswith("Pemerintah "):
        return f"Pimpinan {agency.name}"
    place = re.sub(r"^Pemerintah (Provinsi |Kabupaten |Kota )?", "", agency.name)
    return f"{title} {place}"


def seat_of(agency: Agency) -> str:
    """Where letters to an agency go; "tempat" where its region is not known."""
    region = agency.region
    if region is None:
        return "tempat"
    return re.sub(r"^(Kabupaten|Kota|Provinsi) ", "", region.name)


def owner_named(case: Case) -> str:
    """The owner as it is called today, with the agency that was asked when the innovation is another one's now."""
    today = case.innovation.agency
    return today.name if today.pk == case.owner_id else f"{today.name} (semula {case.owner.name})"
