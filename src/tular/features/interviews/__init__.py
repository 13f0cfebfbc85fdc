"""Presentations and interviews: who is heard when and by whom, the clock, and marks shown when all are in."""
