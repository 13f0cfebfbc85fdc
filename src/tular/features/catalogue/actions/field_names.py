"""What history calls the fields of a record, and who may read the personal data among them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.queries.visibility import innovations_editable_by
from tular.foundation.audit import labels

INNOVATION = {
    "nri": _("NRI"),
    "province": _("provinsi"),
    "start_year": _("tahun mulai"),
    "sdgs": _("tujuan pembangunan berkelanjutan"),
    "latitude": _("garis lintang"),
    "longitude": _("garis bujur"),
    "stakeholder": _("pemangku kepentingan"),
    "contact": _("narahubung"),
    "problem": _("masalah"),
    "aim": _("tujuan"),
    "novelty": _("kebaruan"),
    "solution": _("cara kerja"),
    "results": _("hasil"),
    "adaptation": _("adaptasi"),
    "resources": _("sumber daya"),
    "low_cost": _("biaya rendah"),
    "preparation_months": _("bulan persiapan"),
    "personal_data": _("data pribadi yang diolah"),
    "continuity": _("keberlanjutan menurut pemilik"),
    "first_cost_year": _("tahun pertama biaya"),
    "sustainability": _("masih berjalan?"),
    "confirmed_on": _("dibenarkan pada"),
    "service_unit": _("unit pelayanan"),
    "fresh_on": _("dimutakhirkan pada"),
    "themes": _("tema"),
}


def _may_read_contact(person: Any, pk: str) -> bool:
    return innovations_editable_by(person).filter(pk=pk).exists()


labels.name_fields("catalogue.innovation", INNOVATION)
labels.personal("catalogue.innovation", "contact", may_read=_may_read_contact)
