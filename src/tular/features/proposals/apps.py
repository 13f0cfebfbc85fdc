from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "tular.features.proposals"
    label = "proposals"
