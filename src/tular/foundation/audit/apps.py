from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tular.foundation.audit"
    label = "audit"
