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
    ROOT / "docs/s3.md",
    ROOT / "docs/local.md",
    SETTINGS,
    ROOT / "docs/errors.md",
    ROOT / "docs/performance.md",
    ROOT / "docs/models.md",
    DEPLOY,
]

NUMBER = re.compile(r"[0-9][0-9.]*")
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
    return NUMBER.sub("#", re.sub(" +", " ", text))


def is_printed(line: str, printed: str) -> bool:
    """
    Returns whether a line was printed with the same words and whole numbers, and with percentages that differ by no
    more than one: they depend a little on the processor that compiled the network.
    """
    words = without_numbers(line)
    numbers = NUMBER.findall(line)
    for other in printed.splitlines():
        # Maven may leave the end of a color in front of a line.
        if without_numbers(other).endswith(words):
            found = NUMBER.findall(other)[-len(numbers):] if numbers else []
            if all(abs(float(a) - float(b)) <= (1 if "." in a else 0) for a, b in zip(numbers, found, strict=True)):
                return True
    return False
