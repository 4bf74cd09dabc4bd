"""What a run reads and writes, as OpenLineage events: JSON lines that a lineage catalogue takes in.

A run is a START, then a COMPLETE, a FAIL or (interrupted) an ABORT. The format: https://openlineage.io/docs/spec/
object-model; datasets are named as https://openlineage.io/docs/spec/naming says.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib import metadata
from typing import Any, Literal

from pipeline.manifest import Accounts
from pipeline.storage import absolute, append_bytes, is_remote
from pipeline.topics import is_topic, parse_topic
from schemas.showing import mask_secrets
from schemas.tables import TABLES, Table

State = Literal["START", "COMPLETE", "FAIL", "ABORT"]

_SPEC = "https://openlineage.io/spec"
_EVENT = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"
_FACETS = {
    "schema": "1-2-0/SchemaDatasetFacet",
    "outputStatistics": "1-0-2/OutputStatisticsOutputDatasetFacet",
    "errorMessage": "1-0-1/ErrorMessageRunFacet",
    "processing_engine": "1-1-1/ProcessingEngineRunFacet",
    "tags": "1-0-0/TagsRunFacet",
}
"""The versions of the facets that are written, as openlineage-python 1.54 has them."""


class Lineage:
    """The events of one attempt at a run. inputs: as the command line names them."""

    def __init__(self, inputs: Iterable[str], output: str, run_id: str) -> None:
        self._attempt = str(uuid.uuid4())
        self._run_id = run_id
        self._output = absolute(output)
        self._inputs = list(inputs)

    def event(self, state: State, accounts: Accounts | None = None, why: str | None = None) -> Mapping[str, Any]:
        """One event, now. accounts: of a run that is complete. why: of one that is not, secrets and all."""
        facets = {
            "processing_engine": _facet(
                "processing_engine",
                name="Apache Beam",
                version=metadata.version("apache-beam"),
                openlineageAdapterVersion=metadata.version("wire-ingest"),
            ),
            "tags": _facet("tags", tags=[{"key": "run_id", "value": self._run_id, "source": "wire-ingest"}]),
        }
        if why is not None:
            facets["errorMessage"] = _facet("errorMessage", message=mask_secrets(why), programmingLanguage="Python")
        return {
            "eventType": state,
            "eventTime": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "run": {"runId": self._attempt, "facets": facets},
            "job": {"namespace": "wire-ingest", "name": f"ingest {mask_secrets(self._output)}"},
            "inputs": [_name_input(pattern) for pattern in self._inputs],
            "outputs": [self._describe(table, accounts) for table in TABLES.values()],
            "producer": _producer(),
            "schemaURL": _EVENT,
        }

    def _describe(self, table: Table, accounts: Accounts | None) -> Mapping[str, Any]:
        fields = [*((field.name, str(field.type)) for field in table.schema), (table.partition_key, "string")]
        told: dict[str, Any] = {
            **_name_place(f"{self._output.rstrip('/')}/{table.name}"),
            "facets": {"schema": _facet("schema", fields=[{"name": name, "type": kind} for name, kind in fields])},
        }
        if accounts is not None:
            counts = {"rowCount": accounts.rows[table.name], "fileCount": accounts.files[table.name]}
            told["outputFacets"] = {"outputStatistics": _facet("outputStatistics", **counts)}
        return told


def append_event(path: str, event: Mapping[str, Any]) -> None:
    """Add an event to a file of this machine, which is made where there is none. Raises OSError."""
    append_bytes(path, json.dumps(event).encode() + b"\n")


def _facet(facet: str, /, **said: object) -> dict[str, object]:
    version, kind = _FACETS[facet].split("/")
    return {
        "_producer": _producer(),
        "_schemaURL": f"{_SPEC}/facets/{version}/{kind}.json#/$defs/{kind}",
        **said,
    }


def _producer() -> str:
    return f"pkg:generic/wire-ingest@{metadata.version('wire-ingest')}"


def _name_input(pattern: str) -> Mapping[str, str]:
    if is_topic(pattern):
        topic = parse_topic(pattern)
        return {"namespace": f"kafka://{topic.servers}", "name": topic.name}
    return _name_place(absolute(pattern))


def _name_place(path: str) -> dict[str, str]:
    """The host or bucket and what is in it, without user and password."""
    if not is_remote(path):
        return {"namespace": "file", "name": path}
    scheme, _, rest = mask_secrets(path).partition("://")
    place, _, name = rest.partition("/")
    return {"namespace": f"{scheme}://{place.rpartition('@')[2]}", "name": name or "/"}
