from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "tular.features.judging"
    label = "judging"

    def ready(self) -> None:
        # Actions and permissions are known once they are imported; they need all models.
        from tular.features.judging import actions  # noqa: F401
        from tular.features.judging.actions import field_names  # noqa: F401
        from tular.features.judging.queries.desk import desk_items
        from tular.features.judging.queries.files import may_read_to_judge
        from tular.features.proposals.queries import attachments
        from tular.foundation.ui import desk

        attachments.offer_readers(may_read_to_judge)
        desk.offer(desk_items)
