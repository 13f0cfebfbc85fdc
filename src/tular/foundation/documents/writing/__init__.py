"""One Markdown text becomes a PDF (PDF/UA-1) and a DOCX: letters and agreements that officials sign or go on editing.

    text = f"::: kanan\\n{escaped(place)}, …… 2026\\n:::\\n\\nYth. {escaped(head)}\\n"
    pdf_of(text, title="Surat minat", author="Pemkab Gresik", at=now)
    docx_of(text, title="Surat minat", author="Pemkab Gresik", at=now)

Pandoc's Markdown without raw HTML, TeX and Typst. Fenced divs that both know (`blocks.lua`):

- `::: kanan`, `::: tengah`: to the right, in the middle;
- `::: polos` around a table: without lines, as for Nomor, Sifat, Lampiran, Hal;
- `::: tandatangan` with one `::: pihak` for each signer: beside each other, with room for stamp and signature where a
  paragraph says only `~`; stays on one page;
- `# Judul` is in the middle, `## Pasal 1` too; a list in `1.` counts paragraphs.

The same text, title, author and moment give the same bytes.
"""

from tular.foundation.documents.writing.convert import Unwritable, docx_of, pdf_of
from tular.foundation.documents.writing.escaping import escaped, escaped_lines

__all__ = ["Unwritable", "docx_of", "escaped", "escaped_lines", "pdf_of"]
