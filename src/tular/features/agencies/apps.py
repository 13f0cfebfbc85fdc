from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "tular.features.agencies"
    label = "agencies"
