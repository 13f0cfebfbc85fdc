from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "tular.features.interviews"
    label = "interviews"

    def ready(self) -> None:
        # Actions and permissions are known once they are imported; they need all models.
        from tular.features.interviews import actions, panels  # noqa: F401
        from tular.features.interviews.actions import field_names  # noqa: F401
        from tular.features.interviews.forms.planning import ChairForm, ChangePlaceForm, LengthsForm, SessionForm
        from tular.features.interviews.forms.slots import AskForm, AttendanceForm, PresentersForm
        from tular.features.interviews.queries.own import organiser_items, own_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.ui import desk

        desk.offer(own_items)
        desk.offer(organiser_items)
        panels.fill_slots()
        for address, form in (
            ("plan", LengthsForm),
            ("add_session", SessionForm),
            ("change_session", ChangePlaceForm),
            ("name_chair", ChairForm),
            ("presenters", PresentersForm),
            ("ask_another_slot", AskForm),
            ("attendance", AttendanceForm),
        ):
            tell_of(f"interviews:{address}", of_form(form))
