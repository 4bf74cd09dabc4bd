"""What Spark reads of an output and its copies, as JSON; run by the Python in .pyspark, which lacks the project.

read_copies.py JARS OUTPUT ICEBERG DELTA
"""

# mypy: ignore-errors
from __future__ import annotations

import json
import sys
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

JARS, OUTPUT, ICEBERG, DELTA = map(Path, sys.argv[1:])


def start() -> SparkSession:
    told = {
        "spark.jars": ",".join(str(path) for path in JARS.glob("*.jar") if path.name.startswith(("iceberg", "delta"))),
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension,"
        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.databricks.delta.snapshotPartitions": "1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[1]")
    for name, value in told.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def rows(frame: DataFrame) -> list[str]:
    """The rows in any order, columns in the order of their names."""
    return sorted(json.dumps(row.asDict(), sort_keys=True, default=str) for row in frame.collect())


def newest(table: Path) -> str:
    """The state of an Iceberg table that its newest metadata tells."""
    return str(max((table / "metadata").glob("*.metadata.json"), key=lambda path: path.stat().st_mtime_ns))


spark = start()
articles = ICEBERG / "wire_ingest" / "articles"
casualties = f"delta.`{DELTA}/casualties`"
print(  # noqa: T201 - this is what it is for
    json.dumps(
        {
            "hive": rows(spark.read.parquet(str(OUTPUT / "articles"))),
            "iceberg": rows(spark.read.format("iceberg").load(newest(articles))),
            "delta": rows(spark.read.format("delta").load(str(DELTA / "articles"))),
            "sql": [list(row) for row in spark.sql(f"SELECT run_id, count(*) FROM {casualties} GROUP BY 1").collect()],  # noqa: S608
            "before": spark.sql(f"SELECT * FROM {casualties} VERSION AS OF 1").count(),  # noqa: S608
        }
    )
)
