"""One Markdown text becomes a PDF (PDF/UA-1) and a DOCX: letters and agreements that officials sign or go on editing.

    text = f"::: kanan\\n{escaped(place)}, …… 2026\\n:::\\n\\nYth. {escaped(head)}\\n"
    pdf_of(text, title="Surat minat", author="Pemkab Gresik", at=now)
    docx_of(text, title="Surat minat", author="Pemkab Gresik", at=now)

Whatever people typed goes through `escaped` (a line) or `escaped_lines` (its own lines and paragraphs).

Pandoc's Markdown without raw HTML, TeX and Typst, formulas and citations; pictures leave their text. Headings begin
with `#` and leave out no level. Lists count in `1.`, `(1)` (ayat) or `a.`. What Markdown has no words for is said by
fenced divs (`blocks.lua`):

- `::: kop`: the letterhead, bold, with a line below; leave it out where letterhead paper is used;
- `::: kanan`, `::: tengah`: to the right, in the middle;
- `::: polos` around a table: without lines. `| Nomor | : | …… |` is how Nomor, Sifat, Lampiran and Hal stand; columns
  are as wide as their dashes;
- `::: tandatangan` with one `::: pihak` for each signer; a paragraph `ROOM` is the room for stamp and signature. One
  signer stands on the right, two beside each other, a third below them. Never torn apart, and never on a page without
  the paragraph above;
- `::: tembusan`: who gets copies; in one piece;
- `# Judul` is in the middle, `## Pasal 1` too, and `### Judul pasal` close below it.

    ::: tandatangan
    ::: pihak
    Kepala Dinas Kesehatan,

    ROOM

    **dr. Contoh**\\
    NIP ……
    :::
    :::

`mark` ("RANCANGAN") and `made_up` stand at the head of every page. The same arguments give the same bytes.
"""

from tular.foundation.documents.writing.convert import Unwritable, docx_of, pdf_of
from tular.foundation.documents.writing.escaping import ROOM, escaped, escaped_lines

__all__ = ["ROOM", "Unwritable", "docx_of", "escaped", "escaped_lines", "pdf_of"]
