"""Addresses of model books."""

from django.urls import path

from tular.features.modelbooks.views import approving, giving_back, library, reading

app_name = "modelbooks"

BOOK = "model/<slug:slug>"
EDITION = f"{BOOK}/edisi/<int:number>"
DESK = f"{BOOK}/naskah"

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
