from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tular.features.visits"
    label = "visits"

    def ready(self) -> None:
        # Actions and permissions are known once they are imported; they need all models.
        from tular.features.competitions.queries import replaying
        from tular.features.proposals.queries import attachments
        from tular.features.visits import actions, panels  # noqa: F401
        from tular.features.visits.actions import field_names  # noqa: F401
        from tular.features.visits.forms.minutes import AcknowledgeForm, AddForm, SignForm, tell_answer
        from tular.features.visits.forms.planning import AppointForm, DaysForm, PlanForm, ReasonForm
        from tular.features.visits.queries.files import define_purposes, may_read_on_visit
        from tular.features.visits.queries.replaying import steps
        from tular.features.visits.queries.waiting import agency_items, organiser_items, team_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.ui import desk

        define_purposes()
        attachments.offer_readers(may_read_on_visit)
        replaying.offer(steps)
        desk.offer(team_items)
        desk.offer(organiser_items)
        desk.offer(agency_items)
        panels.fill_slots()
        for address, form in (
            ("choose", ReasonForm),
            ("appoint", AppointForm),
            ("days_off", DaysForm),
            ("plan", PlanForm),
            ("change", PlanForm),
            ("sign", SignForm),
            ("add_to", AddForm),
            ("acknowledge", AcknowledgeForm),
        ):
            tell_of(f"visits:{address}", of_form(form))
        tell_of("visits:fill_in", tell_answer)
