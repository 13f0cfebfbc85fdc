from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "tular.features.ratings"
    label = "ratings"

    def ready(self) -> None:
        # Actions and permissions are known once they are imported; they need all models.
        from tular.features.competitions.queries import digests, replaying
        from tular.features.ratings import actions, panels  # noqa: F401
        from tular.features.ratings.actions import field_names  # noqa: F401
        from tular.features.ratings.queries.replaying import ended_since, steps
        from tular.features.ratings.queries.waiting import organiser_items
        from tular.foundation.ui import desk

        digests.offer(ended_since)
        replaying.offer(steps)
        desk.offer(organiser_items)
        panels.fill_slots()
