from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tular.features.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        # Actions, permissions and notices are known once they are imported; they need all models.
        from tular.features.catalogue import actions  # noqa: F401
        from tular.features.catalogue.actions import field_names  # noqa: F401
        from tular.features.catalogue.forms.told import tell_of_forms
        from tular.features.catalogue.panels import begin_panel, left_behind_panel
        from tular.features.catalogue.queries.files import define_purposes
        from tular.features.catalogue.queries.waiting import desk_items
        from tular.foundation.ui import desk, slots

        desk.offer(desk_items)
        slots.fill("agencies.people.top", left_behind_panel)
        slots.fill("portal.desk.side", begin_panel)
        define_purposes()
        tell_of_forms()
