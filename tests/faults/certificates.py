"""Certificates made for a test, and servers on loopback that show them."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAYS_OLD = 10


def certify(
    folder: Path, days: int, names: Sequence[str] = ("tls.example",)
) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(server's, client's) TLS contexts for those names under an authority made for the test.

    The certificate was made ten days ago and is good for so many days.
    """
    pem = folder / f"{names[0]}-{days}.pem"
    pem.write_bytes(_certificate(days, names))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))


def _certificate(days: int, names: Sequence[str]) -> bytes:
    """A certificate that vouches for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"authority of {names[0]} {days}")])
    start = datetime.now(UTC) - timedelta(days=DAYS_OLD)
    known_as = x509.SubjectAlternativeName([x509.DNSName(one) for one in names])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(known_as, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return certificate.public_bytes(encoding) + key.private_bytes(encoding, form, plain)
