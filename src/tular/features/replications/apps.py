from django.apps import AppConfig


class ReplicationsConfig(AppConfig):
    name = "tular.features.replications"
    label = "replications"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.replications import actions, notices, panels, permissions  # noqa: F401 - makes them known
        from tular.features.replications.actions import field_names  # noqa: F401
        from tular.features.replications.forms.meetings import MeetingForm, ReportForm
        from tular.features.replications.forms.readiness import DecisionForm, tell_answer
        from tular.features.replications.forms.steps import BeginForm, PassOnForm, StopForm
        from tular.features.replications.forms.work import FileForm, MemberForm, PartForm, RiskForm, TaskForm
        from tular.features.replications.queries.certificates import readable_by
        from tular.features.replications.queries.files import define_purposes
        from tular.features.replications.queries.measuring_due import measuring_items
        from tular.features.replications.queries.waiting_answers import answer_items, ending_items, waiting_items
        from tular.features.replications.queries.work_waiting import case_items, meeting_items, task_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.documents.queries import offer_readers
        from tular.foundation.ui import desk

        define_purposes()
        offer_readers(readable_by)
        desk.offer(case_items)
        desk.offer(answer_items)
        desk.offer(ending_items)
        desk.offer(waiting_items)
        desk.offer(measuring_items)
        desk.offer(task_items)
        desk.offer(meeting_items)
        tell_of("replications:reply", tell_answer)
        tell_of("replications:decide", of_form(DecisionForm))
        for address, form in (
            ("begin", BeginForm), ("stop", StopForm), ("pass_on", PassOnForm), ("add_task", TaskForm),
            ("add_file", FileForm), ("note_part", PartForm), ("change_part", PartForm), ("watch_risk", RiskForm),
            ("add_member", MemberForm), ("propose_meeting", MeetingForm), ("move_meeting", MeetingForm),
            ("report_meeting", ReportForm),
        ):  # fmt: skip
            tell_of(f"replications:{address}", of_form(form))
        panels.fill_slots()
