from django.apps import AppConfig


class ModelbooksConfig(AppConfig):
    name = "tular.features.modelbooks"
    label = "modelbooks"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.modelbooks import actions, notices, panels, permissions  # noqa: F401 - makes them known
        from tular.features.modelbooks.actions import field_names  # noqa: F401
        from tular.features.modelbooks.forms.material import (
            FigureChangeForm,
            FigureForm,
            NewSourceForm,
            SourceForm,
            SourcesForm,
        )
        from tular.features.modelbooks.forms.reading import ErratumForm, RemarkForm, SignForm, UsageForm
        from tular.features.modelbooks.queries.edition_files import define_edition_files
        from tular.features.modelbooks.queries.figure_files import define_figure_files
        from tular.features.modelbooks.queries.given_back import approving_items, reading_items
        from tular.features.modelbooks.queries.writing_waiting import answering_items, writing_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.ui import desk

        define_edition_files()
        define_figure_files()
        for items in (writing_items, answering_items, reading_items, approving_items):
            desk.offer(items)
        for address, form in (
            ("remark", RemarkForm), ("report_usage", UsageForm), ("correct", ErratumForm), ("sign_off", SignForm),
            ("add_figure", FigureForm), ("change_figure", FigureChangeForm), ("add_source", NewSourceForm),
            ("change_source", SourceForm), ("import_sources", SourcesForm),
        ):  # fmt: skip
            tell_of(f"modelbooks:{address}", of_form(form))
        panels.fill_slots()
