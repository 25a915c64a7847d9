"""The documents of this repository, and the fenced blocks in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
README = ROOT / "README.md"
DEPLOY = ROOT / "docs/deploy.md"
SETTINGS = ROOT / "docs/settings.md"
GUIDE = ROOT / "model/README.md"

# Whose commands are run, in this order: the last one deletes what the others deploy.
MANUAL = [
    README,
    ROOT / "docs/api.md",
    ROOT / "docs/rekognition.md",
    ROOT / "docs/labels.md",
    ROOT / "docs/s3.md",
    ROOT / "docs/local.md",
    SETTINGS,
    ROOT / "docs/errors.md",
    ROOT / "docs/performance.md",
    ROOT / "docs/models.md",
    DEPLOY,
]

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
FENCED = re.compile(r"^( *)```(\S[^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    file: str
    line: int
    kind: str
    text: str

    def __str__(self):
        return f"{self.file}:{self.line} {self.kind}"


def blocks(path: Path) -> Iterator[Block]:
    """Yields every block of a document in its order; raises ValueError if a fence has no kind or no end."""
    text = path.read_text(encoding="utf-8")
    if len(FENCED.findall(text)) * 2 != len(re.findall("^ *```", text, re.MULTILINE)):
        raise ValueError(f"{path.relative_to(ROOT)}: a block has no kind, or no end")
    for found in FENCED.finditer(text):
        indent, kind, content = found.groups()
        line = text.count("\n", 0, found.start()) + 1
        yield Block(str(path.relative_to(ROOT)), line, kind, re.sub(f"^{indent}", "", content, flags=re.MULTILINE))


def without_numbers(text: str) -> str:
    """Returns the text with a mark for each number and one space for several."""
    return NUMBER.sub("#", single_spaced(text))


def is_printed(fragment: str, printed: str) -> bool:
    """
    Returns whether a line, or a part of one, was printed with the same words and whole numbers, and with percentages
    that differ by no more than one: they depend a little on the processor that compiled the network.
    """
    words = [re.escape(part) for part in NUMBER.split(single_spaced(fragment))]
    numbers = NUMBER.findall(fragment)
    # A number of the fragment is a whole one of the line, never the end or the start of another.
    pattern = re.compile(f"(?<![0-9.]){f'({NUMBER.pattern})'.join(words)}(?![0-9])")
    return any(
        all(is_near(shown, found) for shown, found in zip(numbers, match.groups(), strict=True))
        for match in pattern.finditer(single_spaced(printed))
    )


def is_near(shown: str, found: str) -> bool:
    """Returns whether two numbers are the same, or both have one decimal point and differ by no more than one."""
    decimal = shown.count(".") == found.count(".") == 1
    return shown == found or (decimal and abs(float(shown) - float(found)) <= 1)


def single_spaced(text: str) -> str:
    return re.sub(" +", " ", text)
