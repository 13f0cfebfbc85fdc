"""Addresses of the finder."""

from django.urls import path, register_converter

from tular.features.finder import exports, views


class FormatConverter:
    """A format of `exports.FORMATS`."""

    regex = "|".join(exports.FORMATS)

    def to_python(self, value: str) -> str:
        """The format's name."""
        return value

    def to_url(self, value: str) -> str:
        """The format's name."""
        return value


register_converter(FormatConverter, "format")

app_name = "finder"
urlpatterns = [
    path("temukan", views.results, name="results"),
    path("temukan.<format:kind>", views.download, name="download"),
    path("temukan/saran", views.suggest, name="suggest"),
    path("temukan/saran-instansi", views.suggest_asker, name="suggest_asker"),
    path("temukan/simpan", views.save, name="save_need"),
    path("kebutuhan/<int:number>", views.change_need, name="change_need"),
    path("bandingkan", views.comparison, name="compare"),
    path("tesaurus", views.thesaurus, name="thesaurus"),
]
