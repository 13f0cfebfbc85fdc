"""Everything that may be read about people."""

from tular.features.accounts.queries.people import demo_people, may_sign_in
from tular.features.accounts.queries.security import Passkey, SecondFactors, second_factors_of

__all__ = ["Passkey", "SecondFactors", "demo_people", "may_sign_in", "second_factors_of"]
