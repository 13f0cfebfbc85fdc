"""What is known of background work: who sees which run, and the objects that pages show."""

from tular.foundation.jobs.queries.pages import RunPage, RunsPage, open_runs_of, run_page, runs_page
from tular.foundation.jobs.queries.visibility import SEE_ALL, may_direct, may_see_all, runs_visible_to

__all__ = [
    "SEE_ALL",
    "RunPage",
    "RunsPage",
    "may_direct",
    "may_see_all",
    "open_runs_of",
    "run_page",
    "runs_page",
    "runs_visible_to",
]
