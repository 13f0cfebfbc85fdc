"""What is kept instead of addresses: keyed hashes, one key for each public rating, so that nothing can be joined.

Whoever has the database without the secret of the installation cannot try addresses against them.
"""

from __future__ import annotations

import hashlib
import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.crypto import salted_hmac

from tular.features.ratings.models import PublicRating

PUBLIC_PROVIDERS = frozenset(
    "gmail.com googlemail.com yahoo.com yahoo.co.id yahoo.co.uk ymail.com rocketmail.com outlook.com outlook.co.id"
    " hotmail.com hotmail.co.id live.com msn.com icloud.com me.com mac.com proton.me protonmail.com aol.com gmx.com"
    " zoho.com mail.com yandex.com".split()
)
"""Where anybody gets an address: such a domain joins nobody to anybody."""

GOVERNMENT = (".go.id", ".desa.id", ".mil.id", ".polri.id")

LEAST_WORDS = 4
"""Words from which equal comments are taken for copies: "bagus sekali" is nobody's property."""


def plain_address(address: str) -> str:
    """The address as its owner's box: small letters, without "+anything", at Google without dots."""
    name, _at, domain = address.strip().lower().rpartition("@")
    name = name.partition("+")[0]
    if domain in {"gmail.com", "googlemail.com"}:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"


def domain_in(address: str) -> str:
    """What stands after the @."""
    return address.strip().lower().rpartition("@")[2]


def is_government(domain: str) -> bool:
    """Whether an address is given out by a public body."""
    return f".{domain}".endswith(GOVERNMENT)


def person_hash(rating: PublicRating, address: str) -> str:
    """The owner of an address, the same for all spellings of it."""
    return _keyed(rating, "person", plain_address(address))


def domain_hash(rating: PublicRating, address: str) -> str:
    """The domain; "" for public providers."""
    domain = domain_in(address)
    return "" if domain in PUBLIC_PROVIDERS else _keyed(rating, "domain", domain)


def network_hash(rating: PublicRating, internet_address: str) -> str:
    """The /24 of an IPv4 address or the /48 of an IPv6 one; "" for anything else."""
    try:
        found = ip_address(internet_address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return _keyed(rating, "network", str(ip_network((found, 48 if found.version == 6 else 24), strict=False)))


def words_hash(comment: str) -> str:
    """The words of a comment without their order of blanks, signs and capitals; "" for a short one."""
    words = re.findall(r"\w+", comment.lower())
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if len(words) >= LEAST_WORDS else ""


def _keyed(rating: PublicRating, kind: str, text: str) -> str:
    return salted_hmac(f"tular.ratings.{kind}.{rating.pk}", text, algorithm="sha256").hexdigest()
