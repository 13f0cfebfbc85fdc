"""The addresses of the product; each feature owns its own list."""

from django.urls import URLPattern, URLResolver, include, path

from tular.config.api import api
from tular.foundation.api import open_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tular.foundation.ui.urls")),
    path("", include("tular.foundation.jobs.urls")),
    path("", include("tular.foundation.notifications.urls")),
    path("", include("tular.foundation.files.urls")),
    path("", include("tular.foundation.documents.urls")),
    path("", include("tular.features.accounts.urls")),
    path("", include("tular.features.agencies.urls")),
    path("", include("tular.features.catalogue.urls")),
    path("", include("tular.features.interviews.urls")),
    path("", include("tular.features.visits.urls")),
    path("", include("tular.features.ratings.urls")),
    path("", include("tular.features.judging.urls")),
    path("", include("tular.features.selection.urls")),
    path("", include("tular.features.proposals.urls")),
    path("", include("tular.features.competitions.urls")),
    path("", include("tular.features.conversations.urls")),
    path("", include("tular.features.events.urls")),
    path("", include("tular.features.replications.urls")),
    path("", include("tular.features.modelbooks.urls")),
    path("", include("tular.features.finder.urls")),
    path("", include("tular.features.exchange.urls")),
    path("", include("tular.features.portal.urls")),
    # After the features: an id of a rulebook fits any word behind /aturan, and drafts stand at /aturan/rancangan.
    path("", include("tular.foundation.rulebooks.urls")),
    path("api/v1/", open_urls(api)),
]
