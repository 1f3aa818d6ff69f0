"""A digest of everything that a file became in the index, kept with its state, to find what was changed by a fault."""

from __future__ import annotations

from dataclasses import replace

from cqa.engine import codec
from cqa.engine.records import records
from cqa.model import Ingested


def seal_of(ingested: Ingested) -> str:
    """Return the digest of a file's records and passages; that of the state is over all but the digest itself."""
    bare = replace(ingested, state=replace(ingested.state, seal=""))
    from hashlib import blake2b  # loads OpenSSL, which only writing and verify need

    digest = blake2b(digest_size=16)
    for record in records(bare):
        digest.update(record.kind.encode() + record.of.encode("utf-8", "surrogatepass") + bytes(record.body))
    for passage in sorted(bare.passages, key=lambda p: p.id):
        digest.update(codec.encode(passage))
    return digest.hexdigest()


def sealed(ingested: Ingested) -> Ingested:
    """Return the same with its digest in the state."""
    return replace(ingested, state=replace(ingested.state, seal=seal_of(ingested)))
