"""Addresses of model books."""

from django.urls import path

from tular.features.modelbooks.views import answers, approving, commenting, giving_back, library, reading, rounds

app_name = "modelbooks"

BOOK = "model/<slug:slug>"
EDITION = f"{BOOK}/edisi/<int:number>"
DESK = f"{BOOK}/naskah"
ROUND = f"{BOOK}/fgd/<int:number>"
DOOR = "model/fgd/undangan/<str:token>"

urlpatterns = [
    path("model", library.index, name="library"),
    path("unduhan", library.all_downloads, name="downloads"),
    path("unduhan/hitungan.csv", library.counts_csv, name="counts_csv"),
    path("model/tema/<slug:theme>", library.theme, name="theme"),
    # Approving and publishing.
    path(f"{DESK}/pengesahan", approving.approving, name="approving"),
    path(f"{DESK}/pengesahan/pratinjau.<slug:form>", approving.preview_form, name="preview_form"),
    path(f"{DESK}/pengesahan/ajukan", approving.finalise, name="finalise"),
    path(f"{DESK}/pengesahan/kembalikan", approving.send_back, name="send_back"),
    path(f"{DESK}/pengesahan/sahkan", approving.sign_off, name="sign_off"),
    path(f"{DESK}/pengesahan/terbitkan", approving.publish, name="publish"),
    path(f"{DESK}/pengesahan/edisi-baru", approving.renew, name="renew"),
    path(f"{DESK}/pengesahan/berkas/<int:number>", approving.build, name="build"),
    # Drafts and rounds of FGD.
    path("model/luring", rounds.not_kept, name="not_kept"),
    path("model/fgd/luring.js", rounds.worker, name="offline_worker"),
    path(DOOR, rounds.door, name="door"),
    path(f"{DOOR}/<slug:slug>/<int:number>", rounds.guest_round, name="guest_round"),
    path(f"{DOOR}/<slug:slug>/<int:number>/luring.json", rounds.guest_to_keep, name="guest_to_keep"),
    path(f"{DOOR}/<slug:slug>/<int:number>/bab/<int:chapter>", commenting.guest_talk, name="guest_talk"),
    path(f"{DOOR}/<slug:slug>/<int:number>/masukan-saya", commenting.guest_mine, name="guest_mine"),
    path(f"{BOOK}/fgd", rounds.rounds, name="rounds"),
    path(f"{BOOK}/fgd/bekukan", rounds.freeze, name="freeze_draft"),
    path(f"{BOOK}/fgd/buka", rounds.open_round, name="open_round"),
    path(ROUND, rounds.round_, name="round"),
    path(f"{ROUND}/waktu", rounds.extend, name="extend_round"),
    path(f"{ROUND}/tutup", rounds.close, name="close_round"),
    path(f"{ROUND}/luring.json", rounds.to_keep, name="to_keep"),
    path(f"{ROUND}/bab/<int:chapter>", commenting.talk, name="talk"),
    path(f"{ROUND}/masukan-saya", commenting.mine, name="mine"),
    path(f"{ROUND}/jawaban", answers.answers, name="answers"),
    path(f"{ROUND}/jawaban/<int:pk>", answers.answer, name="answer"),
    path(f"{ROUND}/jawaban/<int:pk>/pisahkan", answers.ungroup, name="ungroup"),
    path(f"{ROUND}/mirip", answers.alike, name="alike"),
    path(f"{ROUND}/mirip/satukan", answers.group, name="group"),
    path(f"{ROUND}/tabel", answers.table, name="answer_table"),
    path(f"{ROUND}/tabel.csv", answers.table_csv, name="answer_table_csv"),
    path(f"{ROUND}/tabel.xlsx", answers.table_xlsx, name="answer_table_xlsx"),
    # What readers give back.
    path(f"{DESK}/pembaca", giving_back.given_back, name="given_back"),
    path(f"{DESK}/pembaca/tanggapan/<int:pk>/tampilkan", giving_back.show_remark, name="show_remark"),
    path(f"{DESK}/pembaca/tanggapan/<int:pk>/tolak", giving_back.refuse_remark, name="refuse_remark"),
    path(f"{DESK}/pembaca/pemakaian/<int:pk>/tampilkan", giving_back.show_usage, name="show_usage"),
    path(f"{DESK}/pembaca/pemakaian/<int:pk>/tolak", giving_back.refuse_usage, name="refuse_usage"),
    # Reading.
    path(f"{EDITION}", reading.book, name="edition"),
    path(f"{EDITION}/bab/<slug:code>", reading.chapter, name="edition_chapter"),
    path(f"{EDITION}/bab/<slug:code>/tanggapi", giving_back.remark, name="remark"),
    path(f"{EDITION}/unduh/<slug:form>", reading.download, name="download"),
    path(f"{EDITION}/gambar/<slug:key>", reading.figure, name="figure"),
    path(f"{EDITION}/tabel/<slug:code>/<int:order>.<slug:kind>", reading.table, name="table"),
    path(f"{EDITION}/banding", reading.compare, name="compare_editions"),
    path(f"{EDITION}/periksa", reading.checklist, name="checklist"),
    path(f"{EDITION}/periksa.<slug:kind>", reading.checklist_file, name="checklist_file"),
    path(f"{EDITION}/pakai", giving_back.report_usage, name="report_usage"),
    path(f"{EDITION}/ralat", giving_back.correct, name="correct"),
    path(BOOK, reading.book, name="book"),
    path(f"{BOOK}/cari", reading.search, name="search"),
    # Last: a chapter's code is any word but those above.
    path(f"{BOOK}/<slug:code>", reading.chapter, name="chapter"),
]
