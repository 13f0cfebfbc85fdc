from django.apps import AppConfig


class ReplicationsConfig(AppConfig):
    name = "tular.features.replications"
    label = "replications"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.replications import actions, notices, panels, permissions  # noqa: F401 - makes them known
        from tular.features.replications.actions import field_names  # noqa: F401
        from tular.features.replications.forms.readiness import DecisionForm, tell_answer
        from tular.features.replications.queries.certificates import readable_by
        from tular.features.replications.queries.files import define_purposes
        from tular.features.replications.queries.measuring_due import measuring_items
        from tular.features.replications.queries.waiting_answers import answer_items, ending_items
        from tular.features.replications.queries.work_waiting import case_items, meeting_items, task_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.documents.queries import offer_readers
        from tular.foundation.ui import desk

        define_purposes()
        offer_readers(readable_by)
        desk.offer(case_items)
        desk.offer(answer_items)
        desk.offer(ending_items)
        desk.offer(measuring_items)
        desk.offer(task_items)
        desk.offer(meeting_items)
        tell_of("replications:reply", tell_answer)
        tell_of("replications:decide", of_form(DecisionForm))
        panels.fill_slots()
