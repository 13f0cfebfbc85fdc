"""The clock of a slot as it stands at a moment of the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tular.features.interviews.choices import ClockStep, Phase
from tular.features.interviews.models import Clock, Slot


@dataclass(frozen=True, slots=True)
class Reading:
    """Phase, whether it runs, and seconds of the phase: all of them, gone and left (negative: over time)."""

    phase: str
    runs: bool
    limit: int
    gone: int

    @property
    def left(self) -> int:
        """Seconds; negative when over time."""
        return self.limit - self.gone

    @property
    def digits(self) -> str:
        """ "07:00", over time "+00:12"."""
        left = abs(self.left)
        return f"{'+' if self.left < 0 else ''}{left // 60:02d}:{left % 60:02d}"

    @property
    def mark(self) -> str:
        """What a form has seen: another step meanwhile makes it another."""
        return f"{self.phase}-{int(self.runs)}"

    @property
    def steps(self) -> tuple[ClockStep, ...]:
        """What can be done now, the usual first."""
        if self.phase == Phase.WAITING:
            return (ClockStep.START,)
        if self.phase == Phase.OVER:
            return (ClockStep.AGAIN,)
        pause = ClockStep.PAUSE if self.runs else ClockStep.RESUME
        onward = ClockStep.QUESTIONS if self.phase == Phase.PRESENTATION else ClockStep.END
        return (onward, pause, ClockStep.AGAIN)


def reading_of(slot: Slot, now: datetime) -> Reading:
    """The clock of a slot; one that was never started stands at the whole presentation. One query."""
    clock = Clock.objects.filter(slot=slot.pk).first()
    plan = slot.session.plan
    phase = clock.phase if clock else Phase.WAITING
    limit = plan.question_minutes if phase in (Phase.QUESTIONS, Phase.OVER) else plan.presentation_minutes
    return Reading(phase, bool(clock and clock.since), limit * 60, spent_of(clock, now))


def spent_of(clock: Clock | None, now: datetime) -> int:
    """Whole seconds of the phase that are gone."""
    if clock is None:
        return 0
    running = int((now - clock.since).total_seconds()) if clock.since else 0
    return clock.spent + max(0, running)
