"""Everything that may be read about people."""

from tular.features.accounts.queries.people import account_of, demo_people, may_sign_in, person_with
from tular.features.accounts.queries.security import (
    Numbered,
    Passkey,
    SecondFactors,
    internet_address,
    numbered_address,
    second_factors_of,
)

__all__ = [
    "Numbered",
    "Passkey",
    "SecondFactors",
    "account_of",
    "demo_people",
    "internet_address",
    "may_sign_in",
    "numbered_address",
    "person_with",
    "second_factors_of",
]
