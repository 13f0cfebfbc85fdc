from django.apps import AppConfig


class ReplicationsConfig(AppConfig):
    name = "tular.features.replications"
    label = "replications"
