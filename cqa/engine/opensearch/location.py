"""The index as a place: in the cluster (made, joined, recognised) and in the local folder that points to it."""

from __future__ import annotations

from pathlib import Path

from cqa.engine.opensearch import control, schema
from cqa.engine.opensearch.address import access, address
from cqa.engine.opensearch.client import Cluster, Conflict
from cqa.errors import EngineRefused, IndexDamaged, NoIndex

ACTIVE_WITHIN = "30s"
"""Time for the nodes to take the shards of a new index."""

FOLDER = "opensearch"
UID = "uid"
"""The folder holds which index it points to, so that another one at the same address is not taken for it."""


def located(url: str | None) -> str:
    """Return the whole address that a URL, or the environment, names. Raises UsageError."""
    return str(address(url))


def connected(url: str | None) -> Cluster:
    where = address(url)
    return Cluster(where, access(to=where))


def made(cluster: Cluster) -> control.Control:
    """Return the control document of the index, made empty where there is none. Several may do so at once."""
    name = cluster.address.name
    try:
        return control.read(cluster, name)
    except NoIndex:
        pass
    make(cluster, schema.concrete(name, 1), alias=True)
    begin(cluster, name, control.new_state())
    return control.read(cluster, name)


def make(cluster: Cluster, index: str, *, alias: bool) -> None:
    """Make an empty index of today's fields, unless there is one. Raises EngineRefused where no node takes its
    shards."""
    name = cluster.address.name
    cluster.request("PUT", f"/_index_template/{name}", schema.template(name))
    try:
        response = cluster.request("PUT", f"/{index}?timeout={ACTIVE_WITHIN}", {"aliases": {name: {}}} if alias else {})
    except EngineRefused as error:
        if "already exists" in str(error):
            return
        raise
    if not response["shards_acknowledged"]:
        cluster.request("DELETE", f"/{index}")
        raise cluster.red("no node takes the shards of a new index")


def begin(cluster: Cluster, index: str, state: control.State) -> None:
    """Give a new index its control document, if it has none."""
    params = {"routing": control.CONTROL, "op_type": "create"}
    try:
        cluster.request("PUT", f"/{index}/_doc/{control.CONTROL}", control.document(state), params)
    except Conflict:
        return


def remember(path: Path, uid: str) -> None:
    (path / FOLDER).mkdir(parents=True, exist_ok=True)
    (path / FOLDER / UID).write_text(uid + "\n", encoding="ascii")


def remembered(path: Path) -> str:
    file = path / FOLDER / UID
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NoIndex(f"{file} is gone, which says what this folder points to; {_again(path)}") from None
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{file} cannot be read ({error}); {_again(path)}") from error


def recognise(cluster: Cluster, path: Path, uid: str, state: control.State) -> None:
    if state.uid != uid:
        raise IndexDamaged(
            f"the index at {cluster.address} is not the one that {path} was made for: it was built again, or this is "
            f"another cluster; {_again(path)}"
        )


def _again(path: Path) -> str:
    return (
        f"remove {path / FOLDER} and its manifest.json, then join the index in the cluster or build it again:  "
        f"cqa ingest PATH... --engine opensearch --url URL --index {path}"
    )
