from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "tular.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        # A run names its function; the functions are known once the `jobs.py` of every app is imported.
        autodiscover_modules("jobs")
