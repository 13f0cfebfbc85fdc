from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "tular.features.proposals"
    label = "proposals"

    def ready(self) -> None:
        # Actions, permissions and notices are known once they are imported; they need all models.
        from tular.features.competitions.queries import concerned
        from tular.features.proposals import actions  # noqa: F401
        from tular.features.proposals.queries.local_items import local_items
        from tular.features.proposals.queries.reminding import concerned_by
        from tular.foundation.ui import desk

        concerned.offer(concerned_by)
        desk.offer(local_items)
