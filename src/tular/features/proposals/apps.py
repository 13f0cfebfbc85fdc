from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "tular.features.proposals"
    label = "proposals"

    def ready(self) -> None:
        # Actions, permissions and notices are known once they are imported; they need all models.
        from tular.features.proposals import actions  # noqa: F401
