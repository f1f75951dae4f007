"""JSON Web Tokens, signed: RFC 7515 and 7519.

The standard library signs with HS256; RS256 takes ``cryptography``, which the tests have anyway.
(Weighed: google-auth would do the service account's part, but brings five more packages.)
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

Claims = Mapping[str, str | int]


def hs256(claims: Claims, key: str) -> str:
    """Return a token signed with a shared key."""
    return _token("HS256", claims, lambda text: hmac.digest(key.encode(), text, hashlib.sha256))


def rs256(claims: Claims, pem: str) -> str:
    """Return a token signed with a private RSA key.

    Raises ValueError, without a word of the key, if ``pem`` is no such key.
    """
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError):
        raise ValueError("not a private key in PEM form") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("not an RSA key")
    return _token("RS256", claims, lambda text: key.sign(text, padding.PKCS1v15(), hashes.SHA256()))


def _token(algorithm: str, claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    header = {"alg": algorithm, "typ": "JWT"}
    text = b".".join(_base64(json.dumps(part).encode()) for part in (header, dict(claims)))
    return b".".join((text, _base64(sign(text)))).decode("ascii")


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
