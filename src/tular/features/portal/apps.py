from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tular.features.portal"
    label = "portal"
