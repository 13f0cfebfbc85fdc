from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tular.foundation.access"
    label = "access"
