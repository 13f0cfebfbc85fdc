from django.urls import path

from tular.features.ratings.views import manage, rating, results

app_name = "ratings"

BASE = "kompetisi/<slug:slug>/kebermanfaatan"

urlpatterns = [
    path(BASE, rating.index, name="index"),
    path(f"{BASE}/terkirim", rating.sent, name="sent"),
    path(f"{BASE}/diterima", rating.taken, name="taken"),
    path(f"{BASE}/data-anda", rating.kept, name="kept"),
    path(f"{BASE}/konfirmasi/<str:token>", rating.confirm, name="confirm"),
    path(f"{BASE}/hasil", results.result, name="result"),
    path(f"{BASE}/hasil.csv", results.download, name="result_csv"),
    path(f"{BASE}/kelola", manage.manage, name="manage"),
    path(f"{BASE}/kelola/buka", manage.open_rating, name="open"),
    path(f"{BASE}/kelola/tutup", manage.close, name="close"),
    path(f"{BASE}/kelola/buka-lagi", manage.reopen, name="reopen"),
    path(f"{BASE}/kelola/periksa", manage.inspect, name="inspect"),
    path(f"{BASE}/kelola/hitung", manage.compute, name="compute"),
    path(f"{BASE}/kelola/umumkan", manage.release, name="release"),
    path(f"{BASE}/kelola/riwayat", manage.past, name="history"),
    path(f"{BASE}/kelola/kelompok/<int:pk>/sisihkan", manage.hold, name="hold"),
    path(f"{BASE}/kelola/kelompok/<int:pk>/kembalikan", manage.restore, name="restore"),
    path(f"{BASE}/kelola/<slug:code>", manage.entry, name="entry"),
    path(f"{BASE}/<slug:code>", rating.rate, name="rate"),
]
