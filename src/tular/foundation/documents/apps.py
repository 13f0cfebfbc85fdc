from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "tular.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from tular.foundation.audit import labels

        labels.name_action("documents.issue", _("menerbitkan sertifikat"))
        labels.name_action("documents.replace", _("mengganti sertifikat"))
        labels.name_action("documents.revoke", _("mencabut sertifikat"))
        labels.name_fields(
            "documents.certificate",
            {
                "number": _("nomor"),
                "holder": _("penerima"),
                "title": _("untuk apa"),
                "sha256": _("sidik jari"),
                "made_with": _("versi pembuat"),
                "replaced_by": _("diganti oleh"),
            },
        )
