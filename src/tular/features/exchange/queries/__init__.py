"""Open data: the tables of the product as anybody may take them away."""

from tular.features.exchange.queries.open_data import (
    DATASETS,
    OpenDataPage,
    dataset,
    dictionary_rows,
    open_data_page,
)

__all__ = ["DATASETS", "OpenDataPage", "dataset", "dictionary_rows", "open_data_page"]
