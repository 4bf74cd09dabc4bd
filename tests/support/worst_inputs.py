"""The ten worst inputs that fuzzing has found for each reader, as docs/fetching.md has them.

    python -m tests.support.worst_inputs [READER ...]   measures them: the lines of the table there

Each is repeated to the size that a reader is given at most: 1 MB of a page, what is annotated of a text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from tests.support.hostile_pages import PAGES
from tests.support.readers import READERS, spend
from transforms.text.annotated_part import part_to_read

MEGABYTE = 1_000_000
PLAIN = "The river rose on Sunday and people left their homes in Homs. "

ATOMS: dict[str, tuple[str, ...]] = {
    "html": (
        "--><h1>x &#x41;",
        "<p><div class='byline author'>of 中",
    ),
    "lines": (
        "\n ا ",
        "\n % ",
        "II \n ",
        "at ا \n ",
        "\n ا \n ",
        "II \n % ",
        "# ا ا \n ",
        "\t ا at \n ",
        "% Homs \n % ",
        "no at \t \n ",
    ),
    "text": (
        "pasado ",
        "| ",
        "| AP and 2024-03-09 in ago ",
        "in nor Monday nor (Reuters) ",
        "1.5 \n injured to Mr. ",
        "ago % $5 ",
        "of and - dozens ",
        "AP and - dozens at March ",
        "and pasado - 1.5 ",
        "中",
    ),
    "entities": (
        "John ",
        "’ ",
        "Inc. ",
        ". Homs ",
        ". ",
        "\n ’ ",
        "( ’ ",
        "( , ",
        "X ",
        "Paris, London, Homs, ",
    ),
    "places": (
        "U.S. ",
        "Georgia ",
        "Paris, London, Homs, ",
        "Springfield in Georgia and ",
        "In Homs, near Paris, ",
        "Homs, Syria, Paris, France, ",
        "Russian ministry in London ",
        "São Paulo and New York ",
        "University of London in Georgia ",
        "Paris (London) ",
    ),
    "dates": (
        "pasado ",
        "2024-03-09 $5 2024-03-09 , 10:30 no ",
        "' 2024-03-09 , 10:30 ' ",
        "2024-03-09 2024-03-09 10:30 , ",
        "10:30 10:30 ",
        ", 10:30 ",
        "2024-03-09 , 10:30 ",
        "2024-03-09 , \n 10:30 ",
        "2024-03-09 10:30 ",
        "Monday in March ",
    ),
    "casualties": (
        "% to killed AP ا ",
        ", , killed killed AP ",
        "killed AP ",
        "to killed AP injured ",
        "killed AP - ",
        "AP Mr. Uhr killed ا injured ",
        "AP 12 in ا injured ",
        "of killed AP - ",
        "killed 12 and ",
        "At least 12 were killed. ",
    ),
    "whole": (
        "Paris, London, Homs, ",
        "killed 12 and ",
        "At least 12 were killed. ",
        "’ ",
        "X ",
        "John ",
        ". Homs ",
        "killed AP ",
        "2024-03-09 , 10:30 ",
        "U.S. ",
        "Inc. ",
    ),
    "feeds": (
        "<urlset>&x;<![CDATA[]]>&x;<opml>",
        "&x;&x;&x;<![CDATA[<![CDATA[&x;",
        "&x;",
        "<![CDATA[]]>&x;<item>",
        "&x;]]>&x;<![CDATA[]]>",
        "&x;<![CDATA[]]>",
        "<![CDATA[]]>&x;",
        "<rss><channel><item><link>http://a.example/1</link></item>",
        "<entry><guid>1</guid>",
        '{"items":[{"url":"http://a.example/1"},',
    ),
    "robots": (
        "\nUser-agent: *\n\rAllow: /*a*b$%é",
        "User-agent: *\n\nUser-agent: *\n\rAllow: /*a*b$%é",
        "\nUser-agent: *\nAllow: /*a*b$\n\r",
        "\rUser-agent: *\n\rAllow: /*a*b$Disallow: /User-agent: *\n#",
        "\nUser-agent: *\n$\rAllow: /*a*b$é",
        "User-agent: *\nDisallow: /*a*a*a*a$\n",
        "\rUser-agent: *\n\r\nDisallow: /*éUser-agent: *\nDisallow: /*%Crawl-delay: 9",
        "\rUser-agent: *\nDisallow: /*éCrawl-delay: 9\n",
        "User-agent: *\n",
        "Allow: /\n",
    ),
    "canonical": (
        "http://a.example/?a=1&",
        "a",
        "/..",
        "%",
        "%2e",
        "?&",
        "&=",
        "é",
        "..",
        "1",
    ),
    "host": (
        "a",
        "a.",
        "é",
        "xn--",
        "1.",
        "%2e",
        "@",
        "[",
        ":",
        "\\\\",
    ),
}
"""Reader -> what is repeated."""
SIZES = {"canonical": 20_000, "host": 20_000, "robots": 500_000}
"""Characters of an input of readers that are given less than a megabyte."""
_LEADS = {"canonical": "http://a.example/", "host": "http://"}
_OF_A_MODEL = {"entities", "places", "whole"}
_SOME = 15_000
PARTS = frozenset({"entities", "places", "dates", "casualties"})
"""Readers that are given no more of a text than is annotated."""


def list_inputs(reader: str, size: int | None = None) -> Iterator[tuple[str, str]]:
    """Name and text of each input of a reader, of `size` characters or of the greatest size that it is given."""
    wanted = size or SIZES.get(reader, MEGABYTE)
    if reader == "html":
        yield from ((name, make(wanted)) for name, make in PAGES.items())
    for atom in ATOMS[reader]:
        text = _LEADS.get(reader, "") + atom * (wanted // len(atom))
        yield json.dumps(atom, ensure_ascii=False), part_to_read(text) if reader in PARTS else text


def measure(reader: str, text: str) -> float:
    """CPU seconds that a reader needs for a text; of what a model reads a part is measured, since it is linear."""
    if reader not in _OF_A_MODEL:
        return spend(READERS[reader], text)
    return spend(READERS[reader], text[:_SOME]) * len(part_to_read(text)) / _SOME


def list_rows(reader: str) -> Iterator[str]:
    """The lines of the table: reader, input, CPU seconds; the worst first."""
    spent = {name: measure(reader, text) for name, text in list_inputs(reader)}
    for name, seconds in sorted(spent.items(), key=lambda told: -told[1]):
        yield f"| {reader} | {spell(name)} | {seconds:.2f} |"


def spell(name: str) -> str:
    """A name in a cell of the table."""
    return "`" + name.replace("|", "\\|") + "`" if name.startswith('"') else name


if __name__ == "__main__":
    spend(READERS["whole"], PLAIN)  # models are loaded first
    for asked in sys.argv[1:] or READERS:
        sys.stdout.writelines(f"{row}\n" for row in list_rows(asked))
        sys.stdout.flush()
