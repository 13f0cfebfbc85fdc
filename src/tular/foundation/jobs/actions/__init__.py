"""Everything that changes rows of background work: what people ask for, leases, regular work, tidying."""

from tular.foundation.jobs.actions.directing import cancel, retry, start

__all__ = ["cancel", "retry", "start"]
