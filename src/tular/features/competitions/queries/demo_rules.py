"""The rules of the demo's whole competitions: those of the ready-made rulebook with every kind of stage."""

from __future__ import annotations

IDENTITY = "contoh-lengkap"

DESK, RATED, HEARD, VISITED, FINAL = "proposal", "kebermanfaatan", "presentasi", "verifikasi", "penetapan"

FINALISTS, WINNERS = 7, 4

MADE_UP = 'source = "karangan, untuk memperagakan Tular"\nconfidence = "certain"\n'

MORE_STAGES = f"""
[[stages]]
id = "{RATED}"
label = "Penilaian kebermanfaatan oleh masyarakat"
order = 3
parallel_with = "{HEARD}"
kind = "public_rating"
actor = "masyarakat"
{MADE_UP}
[[stages]]
id = "{VISITED}"
label = "Verifikasi lapangan"
order = 5
kind = "field_verification"
actor = "tim_panel_independen"
minutes_to_agency = "all"
{MADE_UP}
[[totals]]
id = "akhir"
label = "Nilai akhir"
combine = "weighted_mean"
items = [{{ stage = "{DESK}", weight = 60 }}, {{ stage = "{HEARD}", weight = 40 }}]
{MADE_UP}
[criteria.proposal]"""

CHANGES = {
    'id = "kompetisi-daerah"\nseries = "kompetisi-daerah"': f'id = "{IDENTITY}"\nseries = "{IDENTITY}"',
    "(contoh siap pakai)": "(contoh lengkap)",
    '[{ pool = ["umum"], count = 20 }, { pool = ["replikasi"], count = 6 }]': (
        f'[{{ pool = ["umum"], count = {FINALISTS} }}]'
    ),
    '[{ pool = ["umum"], count = 10 }, { pool = ["replikasi"], count = 3 }]': (
        f'[{{ pool = ["umum"], count = {WINNERS} }}]'
    ),
    'label = "Finalis"\ncount = 26': f'label = "Finalis"\ncount = {FINALISTS}',
    'Umum"\ncount = 10': f'Umum"\ncount = {WINNERS}',
    'order = 3\nkind = "presentation_interview"': (
        'order = 4\nkind = "presentation_interview"\nminutes_presentation = 7\nminutes_questions = 13\n'
        "evaluators_per_entry = 2"
    ),
    'order = 4\nkind = "panel_selection"': 'order = 6\nkind = "panel_selection"\nbalance_over = ["agency_type"]',
    "\n[criteria.proposal]": MORE_STAGES,
}
"""What stands in the ready-made rulebook and what stands here instead; each occurs once."""


def demo_rules(text: str) -> str:
    """The text of the rulebook; "" when the ready-made one was changed so much that it cannot be made from it."""
    if any(text.count(former) != 1 for former in CHANGES):
        return ""
    for former, new in CHANGES.items():
        text = text.replace(former, new)
    return text
