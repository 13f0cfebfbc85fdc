"""Long and regular work in the background: started, shown, cancelled, retried, never lost.

    # features/<feature>/jobs.py — found by itself when the program starts
    from tular.foundation.jobs.registry import job, scheduled

    @job("exchange.import", retries=1)
    def import_file(run: Run, *, file: str) -> str | Report:
        for done, row in enumerate(rows):
            run.progress(done, len(rows), _("Membaca baris"))      # raises Cancelled when the person asked for it
            …
        return _("Selesai.")                                       # shown on the page of the run

    @scheduled("notifications.deliver", _("Mengirim surat"), every=timedelta(minutes=1), when=mail_waits)
    def deliver(run: Run) -> None: …

    # in an action: the run leaves with the transaction, or not at all
    from tular.foundation.jobs.actions import start
    run = start("exchange.import", by=by, title=_("Impor berkas"), arguments={"file": str(file.pk)}, now=now)

A function is repeated when its process dies, so it has to be safe to repeat, and no transaction of it may last longer
than `actions.leases.LONGEST_TRANSACTION`.
"""
