"""Reads the fenced blocks of the README and of model/README.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PATH = ROOT / "README.md"
GUIDE = ROOT / "model/README.md"

FENCED = re.compile(r"^( *)```(\S[^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    file: str
    line: int
    kind: str
    text: str

    def __str__(self):
        return f"{self.file}:{self.line} {self.kind}"


def blocks(path: Path = PATH) -> Iterator[Block]:
    """Yields all blocks in order; raises ValueError if a fence has no kind or is not closed."""
    text = path.read_text(encoding="utf-8")
    if len(FENCED.findall(text)) * 2 != len(re.findall("^ *```", text, re.MULTILINE)):
        raise ValueError("a block has no kind, or is not closed")
    for found in FENCED.finditer(text):
        indent, kind, content = found.groups()
        line = text.count("\n", 0, found.start()) + 1
        yield Block(str(path.relative_to(ROOT)), line, kind, re.sub(f"^{indent}", "", content, flags=re.MULTILINE))
