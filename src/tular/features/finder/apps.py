from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "tular.features.finder"
    label = "finder"
