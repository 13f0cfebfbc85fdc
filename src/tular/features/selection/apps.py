from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "tular.features.selection"
    label = "selection"

    def ready(self) -> None:
        # Actions, permissions and notices are known once they are imported; they need all models.
        from tular.features.competitions.queries import digests, replaying
        from tular.features.judging.queries import entrants
        from tular.features.selection import actions, panels  # noqa: F401
        from tular.features.selection.actions import field_names  # noqa: F401
        from tular.features.selection.forms import AnswerForm, ListForm, ObjectionForm
        from tular.features.selection.queries.certificates import readable_by
        from tular.features.selection.queries.entering import is_secret, passed_into
        from tular.features.selection.queries.files import define_purposes
        from tular.features.selection.queries.replaying import announced_since, followed_since, steps
        from tular.features.selection.queries.waiting import desk_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.documents.queries import offer_readers
        from tular.foundation.ui import desk

        desk.offer(desk_items)
        entrants.offer(passed_into)
        entrants.offer_secret(is_secret)
        digests.offer(announced_since)
        digests.offer(followed_since)
        replaying.offer(steps)
        panels.fill_slots()
        define_purposes()
        offer_readers(readable_by)
        tell_of("selection:prepare", of_form(ListForm))
        tell_of("selection:object", of_form(ObjectionForm))
        tell_of("selection:objection", of_form(AnswerForm))
