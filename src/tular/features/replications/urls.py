"""Addresses of replications."""

from django.urls import path

from tular.features.replications.views import agreeing, index, papers, readiness, requesting, starting, workspace

app_name = "replications"

CASE = "replikasi/<int:pk>"
PAPER = f"{CASE}/kesepakatan/<int:paper>"

urlpatterns = [
    path("replikasi", index.index, name="index"),
    path("replikasi/kasus.csv", index.cases_csv, name="cases_csv"),
    path("replikasi/mulai", starting.begin, name="begin_case"),
    path(CASE, workspace.case, name="case"),
    path(f"{CASE}/uraian", starting.describe, name="describe"),
    path(f"{CASE}/minat", requesting.request, name="request"),
    path(f"{CASE}/minat/surat.<slug:kind>", papers.letter, name="letter"),
    path(f"{CASE}/minat/kirim", requesting.ask, name="ask"),
    path(f"{CASE}/minat/teruskan", requesting.verify, name="verify"),
    path(f"{CASE}/minat/kembalikan", requesting.return_interest, name="return_interest"),
    path(f"{CASE}/minat/terima", requesting.accept, name="accept"),
    path(f"{CASE}/minat/tolak", requesting.refuse, name="refuse"),
    path(f"{CASE}/minat/pilih-lagi", requesting.choose_again, name="choose_again"),
    path(f"{CASE}/kesepakatan", agreeing.agreements, name="agreements"),
    path(f"{CASE}/kesepakatan/susun/<slug:level>", agreeing.draft, name="draft_agreement"),
    path(PAPER, agreeing.agreement, name="agreement"),
    path(f"{PAPER}/naskah.<slug:kind>", papers.agreement, name="agreement_file"),
    path(f"{PAPER}/isian", agreeing.write, name="write_agreement"),
    path(f"{PAPER}/pasal/<slug:key>", agreeing.clause, name="clause"),
    path(f"{PAPER}/pasal/<slug:key>/riwayat", agreeing.clause_history, name="clause_history"),
    path(f"{PAPER}/salinan", agreeing.bring_signed, name="bring_signed"),
    path(f"{PAPER}/perpanjang", agreeing.extend, name="extend_agreement"),
    path(f"{CASE}/kesiapan", readiness.profiles, name="readiness"),
    path(f"{CASE}/kesiapan.csv", readiness.answers_csv, name="readiness_csv"),
    path(f"{CASE}/kesiapan.xlsx", readiness.answers_xlsx, name="readiness_xlsx"),
    path(f"{CASE}/kesiapan/ambil", readiness.carry, name="carry_replies"),
    path(f"{CASE}/kesiapan/tugas", readiness.make_tasks, name="add_tasks"),
    path(f"{CASE}/kesiapan/<slug:part>", readiness.reply, name="reply"),
    path(f"{CASE}/keputusan", readiness.decide, name="decide"),
]
