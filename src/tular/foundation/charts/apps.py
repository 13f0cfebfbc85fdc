from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "tular.foundation.charts"
    label = "charts"

    def ready(self) -> None:
        """Show an example of each drawing on the pattern page."""
        from tular.foundation.charts.patterns import figures
        from tular.foundation.ui import slots

        slots.fill("ui.patterns.figures", figures)
