"""The addresses of the product; each feature owns its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tular.foundation.ui.urls")),
    path("", include("tular.foundation.rulebooks.urls")),
    path("", include("tular.features.catalogue.urls")),
    path("", include("tular.features.finder.urls")),
    path("", include("tular.features.portal.urls")),
]
