"""Weight of the first view of `/` and of a result page: requests and compressed bytes, from a running server.

    make run        # in another window
    .venv/bin/python benchmarks/first_view.py [http://127.0.0.1:8000]

Budget: at most 100 kB compressed and 10 requests. Follows what the page itself asks for: styles, scripts, font, icon.
"""

from __future__ import annotations

import re
import sys
import urllib.request
from urllib.parse import urljoin

PAGES = ("/", "/temukan?q=banyak+balita+pendek+di+desa+kami&untuk=Kabupaten+Alor", "/jelajah")


def main() -> None:
    """Print a line per page."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    for page in PAGES:
        body, size = _fetch(urljoin(base, page))
        wanted = set(re.findall(r'<(?:link|script)\b[^>]*(?:href|src)="([^"]+)"', body.decode()))
        sizes = {page: size}
        for address in wanted:
            content, weight = _fetch(urljoin(base, address))
            sizes[address] = weight
            for inside in re.findall(rb'url\(["\']?([^"\')]+\.woff2)', content):
                url = urljoin(urljoin(base, address), inside.decode())
                sizes[url.removeprefix(base)] = _fetch(url)[1]
        print(f"{page}: {len(sizes)} requests, {sum(sizes.values()) / 1000:.1f} kB compressed")
        for address, weight in sorted(sizes.items(), key=lambda item: -item[1]):
            print(f"    {weight / 1000:6.1f} kB  {address}")


def _fetch(address: str) -> tuple[bytes, int]:
    """The content and the bytes that travelled."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.urlopen(request, timeout=20) as response:
        data, encoding = response.read(), response.headers.get("Content-Encoding", "")
    if encoding == "gzip":
        import gzip

        return gzip.decompress(data), len(data)
    if encoding == "br":
        import brotli

        return brotli.decompress(data), len(data)
    return data, len(data)


if __name__ == "__main__":
    main()
