"""Proposals that could be submitted, and files that lie beside them without any bytes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from itertools import count
from typing import Any

from tests.factories.competitions import NOW, make_proposal
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal, ProposalFile
from tular.foundation.files.models import State, StoredFile

_numbers = count(1)


def attach(proposal: Proposal, attachment: str = "pernyataan", *, at: datetime = NOW) -> ProposalFile:
    """A ready PDF in a place of the form; its bytes are nowhere."""
    number = next(_numbers)
    file = StoredFile.objects.create(
        purpose="proposals.attachment", name=f"{attachment}-{number}.pdf", size=1000 + number,
        sha256=hashlib.sha256(str(number).encode()).hexdigest(), content_type="application/pdf", state=State.READY,
        created_at=at, finished_at=at, stored_as=f"uji-{proposal.pk}-{number}",
    )  # fmt: skip
    return ProposalFile.objects.create(proposal=proposal, attachment=attachment, file=file, at=at)


def make_ready(competition: Competition, agency: Agency, **fields: Any) -> Proposal:
    """A proposal to which nothing is missing."""
    made = make_proposal(competition, agency, **fields)
    attach(made)
    return made
