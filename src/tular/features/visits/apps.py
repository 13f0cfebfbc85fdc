from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tular.features.visits"
    label = "visits"
