"""What holds for the length of one request is asked once, and never decides about what is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tests.people import make_member
from tular.features.accounts.models import User
from tular.features.agencies.actions.memberships import end_membership
from tular.features.agencies.models import Agency, Membership
from tular.features.agencies.queries.roles import roles_of
from tular.foundation.access.asked import AskedOnceMiddleware, asked_anew


def within_a_request(work: Callable[[], None]) -> None:
    """Run it as a view."""

    def view(request: HttpRequest) -> HttpResponse:
        work()
        return HttpResponse()

    AskedOnceMiddleware(view)(HttpRequest())


def test_roles_are_read_once_in_a_request(admin: User, sidoarjo: Agency, django_assert_num_queries: Any) -> None:
    def work() -> None:
        with django_assert_num_queries(1):
            assert roles_of(admin).agencies == roles_of(admin).agencies == {sidoarjo.pk}

    within_a_request(work)
    within_a_request(work)  # the next request asks for itself
    with django_assert_num_queries(2):
        assert roles_of(admin) == roles_of(admin)


def test_two_people_in_one_request_have_roles_of_their_own(admin: User, rival: User) -> None:
    def work() -> None:
        assert roles_of(admin).agencies != roles_of(rival).agencies

    within_a_request(work)


def test_an_action_of_the_same_request_is_seen_at_once(
    super_admin: User, sidoarjo: Agency, django_assert_num_queries: Any
) -> None:
    make_member("admin-instansi", sidoarjo)
    member: Membership = make_member("admin-instansi", sidoarjo)

    def work() -> None:
        assert roles_of(member.person).agencies
        end_membership(member, by=super_admin, now=timezone.now(), reason="Pindah tugas.")
        assert not roles_of(member.person).agencies

    within_a_request(work)


def test_nothing_older_than_the_lock_decides(admin: User, django_assert_num_queries: Any) -> None:
    def work() -> None:
        roles_of(admin)
        with asked_anew(), django_assert_num_queries(2):
            assert roles_of(admin) == roles_of(admin)

    within_a_request(work)
