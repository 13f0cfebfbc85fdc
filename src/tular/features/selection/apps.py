from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "tular.features.selection"
    label = "selection"
