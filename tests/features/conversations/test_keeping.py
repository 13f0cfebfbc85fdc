"""Followers hear of each publication once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.conversations.worlds import NOW, make_innovation
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation, Theme
from tular.features.conversations.actions import set_bookmark, set_follow, tell_followers
from tular.foundation.access.permissions import Denied
from tular.foundation.notifications.models import Notice

SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)


def published(innovation: Innovation, at: object) -> None:
    Innovation.objects.filter(pk=innovation.pk).update(published_at=at)


def news(person: User) -> list[tuple[str, str]]:
    return [(notice.params["subject"], notice.params["title"]) for notice in Notice.objects.filter(person=person)]


def test_who_follows_in_several_ways_is_told_once(innovation: Innovation, outsider: User, rival: User) -> None:
    theme = Theme.objects.all()[0]
    innovation.themes.add(theme)
    for subject in (innovation, innovation.agency, theme):
        set_follow(subject, by=outsider, now=NOW, following=True)
    published(innovation, SOON)
    assert tell_followers(LATER) == 1
    assert tell_followers(LATER) == 0
    assert news(outsider) == [(innovation.title, innovation.title)]
    assert news(rival) == []


def test_a_follower_of_a_theme_or_an_agency_hears_through_which(
    innovation: Innovation, outsider: User, rival: User
) -> None:
    theme = Theme.objects.all()[0]
    innovation.themes.add(theme)
    set_follow(theme, by=outsider, now=NOW, following=True)
    set_follow(innovation.agency, by=rival, now=NOW, following=True)
    published(innovation, SOON)
    assert tell_followers(LATER) == 2
    assert news(outsider) == [(theme.name, innovation.title)]
    assert news(rival) == [(innovation.agency.name, innovation.title)]


def test_a_new_version_is_news_again_and_old_news_is_none(innovation: Innovation, outsider: User) -> None:
    set_follow(innovation, by=outsider, now=NOW, following=True)
    published(innovation, NOW - timedelta(days=1))
    assert tell_followers(LATER) == 0, "before they followed"
    published(innovation, SOON)
    published_again = LATER + timedelta(days=1)
    assert tell_followers(LATER) == 1
    published(innovation, published_again)
    assert tell_followers(published_again) == 1


def test_who_stopped_following_hears_nothing(innovation: Innovation, outsider: User) -> None:
    set_follow(innovation, by=outsider, now=NOW, following=True)
    set_follow(innovation, by=outsider, now=NOW, following=False)
    published(innovation, SOON)
    assert tell_followers(LATER) == 0


def test_what_is_not_public_can_neither_be_kept_nor_is_it_news(unit: ServiceUnit, outsider: User) -> None:
    draft = make_innovation(unit, state=State.DRAFT)
    with pytest.raises(Denied):
        set_bookmark(draft, by=outsider, now=NOW, kept=True)
    set_follow(draft.agency, by=outsider, now=NOW, following=True)
    published(draft, SOON)
    assert tell_followers(LATER) == 0
