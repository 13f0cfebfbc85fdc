from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tular.features.catalogue"
    label = "catalogue"
