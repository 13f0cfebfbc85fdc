from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "tular.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from tular.foundation.audit import labels

        labels.name_action("jobs.start", _("meminta pekerjaan latar"))
        labels.name_action("jobs.cancel", _("membatalkan pekerjaan latar"))
        labels.name_action("jobs.retry", _("mengulangi pekerjaan latar"))
        # A run names its function; the functions are known once the `jobs.py` of every app is imported.
        autodiscover_modules("jobs")
