from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "tular.features.judging"
    label = "judging"

    def ready(self) -> None:
        # Actions and permissions are known once they are imported; they need all models.
        from tular.features.competitions.queries import digests, replaying
        from tular.features.judging import actions, panels  # noqa: F401
        from tular.features.judging.actions import field_names  # noqa: F401
        from tular.features.judging.forms.borders import BandForm, MoreForm, WhichForm
        from tular.features.judging.forms.conflicts import DiscloseForm, NameTieForm, RecordForm, TieForm
        from tular.features.judging.forms.marks import tell_mark
        from tular.features.judging.forms.people import AppointForm, LoadForm, ManyForm, PanelForm, SettingsForm
        from tular.features.judging.forms.profile import PactForm, ProfileForm
        from tular.features.judging.queries.borders.mine import comparing_items
        from tular.features.judging.queries.desk import desk_items
        from tular.features.judging.queries.files import may_read_to_judge
        from tular.features.judging.queries.replaying import closed_since, steps
        from tular.features.judging.queries.waiting import organiser_items, own_items
        from tular.features.proposals.queries import attachments
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.ui import desk

        attachments.offer_readers(may_read_to_judge)
        digests.offer(closed_since)
        replaying.offer(steps)
        desk.offer(desk_items)
        desk.offer(comparing_items)
        desk.offer(own_items)
        desk.offer(organiser_items)
        panels.fill_slots()
        for address, form in (
            ("profile", ProfileForm),
            ("pact", PactForm),
            ("declare_conflict", TieForm),
            ("disclose", DiscloseForm),
            ("ties", NameTieForm),
            ("change", SettingsForm),
            ("add_panel", PanelForm),
            ("change_panel", PanelForm),
            ("appoint", AppointForm),
            ("appoint_many", ManyForm),
            ("adjust", LoadForm),
            ("record_conflict", RecordForm),
            ("open_band", BandForm),
            ("extend_band", MoreForm),
            ("decline_pair", WhichForm),
        ):
            tell_of(f"judging:{address}", of_form(form))
        tell_of("judging:reading", tell_mark)
