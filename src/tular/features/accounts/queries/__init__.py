"""Everything that may be read about people."""

from tular.features.accounts.queries.people import account_of, demo_people, may_sign_in, person_with
from tular.features.accounts.queries.security import Passkey, SecondFactors, second_factors_of

__all__ = ["Passkey", "SecondFactors", "account_of", "demo_people", "may_sign_in", "person_with", "second_factors_of"]
