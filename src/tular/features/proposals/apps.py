from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "tular.features.proposals"
    label = "proposals"

    def ready(self) -> None:
        # Actions, permissions and notices are known once they are imported; they need all models.
        from tular.features.competitions.actions import following
        from tular.features.competitions.queries import concerned
        from tular.features.proposals import actions  # noqa: F401
        from tular.features.proposals.actions import field_names  # noqa: F401
        from tular.features.proposals.actions.counting import forget_counts
        from tular.features.proposals.forms.told import tell_of_forms
        from tular.features.proposals.panels import (
            checklist_panel,
            enter_panel,
            local_panel,
            mine_panel,
            participants_panel,
            trial_panel,
        )
        from tular.features.proposals.queries.attachments import define_purposes
        from tular.features.proposals.queries.checklist.waiting import check_items
        from tular.features.proposals.queries.local_items import local_items
        from tular.features.proposals.queries.reminding import concerned_by
        from tular.features.proposals.queries.waiting import desk_items
        from tular.foundation.ui import desk, slots

        concerned.offer(concerned_by)
        following.offer(forget_counts)
        desk.offer(desk_items)
        desk.offer(local_items)
        desk.offer(check_items)
        slots.fill("competitions.call.mine", mine_panel)
        slots.fill("competitions.call.mine", local_panel)
        slots.fill("competitions.manage.side", participants_panel)
        slots.fill("competitions.manage.side", checklist_panel)
        slots.fill("competitions.draft.below", trial_panel)
        slots.fill("catalogue.innovation.actions", enter_panel)
        slots.fill("catalogue.record.actions", enter_panel)
        define_purposes()
        tell_of_forms()
