from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "tular.features.agencies"
    label = "agencies"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy

        from tular.features.agencies import actions, notices, permissions  # noqa: F401 - registers them
        from tular.features.agencies.actions import field_names  # noqa: F401
        from tular.features.agencies.panels import agency_links, demo_role, places_panel, roles_panel
        from tular.features.agencies.queries.desk import desk_items
        from tular.features.agencies.queries.joining import may_read_letter
        from tular.foundation.files.kinds import LETTERS
        from tular.foundation.files.purposes import Purpose, by_relation, define
        from tular.foundation.ui import desk, slots

        define(
            Purpose(
                "agencies.letter",
                gettext_lazy("Surat penunjukan admin instansi"),
                LETTERS,
                10_000_000,
                may_read=may_read_letter,
                in_use=by_relation,
            )
        )
        desk.offer(desk_items)
        slots.fill("accounts.account.below", roles_panel)
        slots.fill("accounts.demo.role", demo_role)
        slots.fill("portal.agency.contact", agency_links)
        slots.fill("portal.desk.side", places_panel)
