"""Checks the documents without running anything.

    python3 src/test/python/check_docs.py

- Every relative link leads to a file, and its anchor to a heading of that file.
- The README has at most 200 lines, and links to every document in docs/; run_docs.py runs every one.
- Files, classes and tests that the documents name in backticks exist, and so does every folder of src/.
- Spelling is American; words that a native speaker would not use are not used.

Prints every fault, and ends with 1 if there is one.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from documents import FENCED, MANUAL, README, ROOT

README_LINES = 200
DOCUMENTS = [
    *MANUAL,
    ROOT / "ARCHITECTURE.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "model/README.md",
    ROOT / "model/calibration/README.md",
    ROOT / "model/examples/README.md",
]
# Documents about the code; the others name what users see.
ABOUT_CODE = [ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")

# Names that are not ours: the JDK's, AWS's, other projects'.
FOREIGN = {"MatchAnyPrefix", "SdkWarmUp"}
TEST = re.compile(r"([A-Z]\w+(?:Test|IT))(?:\.(\w+))?")
CAMEL_CASE = re.compile(r"@?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:::?\w+|\.\w+)?")
SOURCE_FOLDER = re.compile(r"\bsrc/\w+")
SCRIPT = re.compile(r"(\w+\.py)(?: --\w+)?")

BRITISH = re.compile(
    r"\b(?:\w*(?:labell|colour|licence|behaviour|neighbour|favour|centre|catalogue|grey)\w*"
    r"|(?:author|general|initial|maxim|minim|normal|optim|organ|quant|real|recogn|serial|special|summar|util)"
    r"is(?:e|es|ed|ing|ation|ations))\b",
    re.IGNORECASE,
)
# Each was used here for something that has a usual name.
ODD = re.compile(
    r"\b(?:mends?|mended|anew|beside it|hands? back|handed back|what is no|all else|side by side"
    r"|(?:is|are|be|was|were) told)\b",
    re.IGNORECASE,
)


def lines(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def without_blocks(text: str) -> str:
    """The text with fenced blocks blanked, so that positions keep their lines."""
    return FENCED.sub(lambda block: "\n" * block.group().count("\n"), text)


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to a document's headings."""
    found: dict[str, int] = {}
    result = set()
    for heading in HEADING.findall(without_blocks(path.read_text(encoding="utf-8"))):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", heading).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        count = found.get(anchor, 0)
        found[anchor] = count + 1
        result.add(f"{anchor}-{count}" if count else anchor)
    return result


def broken_links(path: Path, text: str) -> Iterator[str]:
    for link in LINK.finditer(text):
        target, _, anchor = link[1].partition("#")
        where = f"{path.relative_to(ROOT)}:{lines(text, link.start())}"
        if re.match(r"https?:|mailto:", target):
            continue
        file = (path.parent / target).resolve() if target else path
        if not file.exists():
            yield f"{where}: there is no {target}"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield f"{where}: {target or 'this document'} has no heading for #{anchor}"


def sources() -> dict[str, str]:
    """The text of every source file, by its name."""
    found = {}
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in {".java", ".py", ".sh", ".js", ".xml", ".yaml"} or path.name == "label-bucket":
            found[path.name] = found.get(path.name, "") + path.read_text(encoding="utf-8")
    for name in ("pom.xml", "template.yaml"):
        found[name] = (ROOT / name).read_text(encoding="utf-8")
    return found


def missing_names(path: Path, text: str, known: dict[str, str]) -> Iterator[str]:
    everything = "\n".join(known.values())
    for code in CODE.finditer(text):
        where = f"{path.relative_to(ROOT)}:{lines(text, code.start())}"
        if script := SCRIPT.fullmatch(code[1]):
            if script[1] not in known:
                yield f"{where}: there is no {script[1]}"
        elif test := TEST.fullmatch(code[1]):
            source = known.get(f"{test[1]}.java")
            if source is None:
                yield f"{where}: there is no {test[1]}"
            elif test[2] and not re.search(rf"\bvoid {test[2]}\(", source):
                yield f"{where}: {test[1]} has no {test[2]}"
        elif name := CAMEL_CASE.fullmatch(code[1]):
            if name[1] not in FOREIGN and not re.search(rf"\b{name[1]}\b", everything):
                yield f"{where}: nothing is called {name[1]}"


def missing_folders(path: Path, text: str) -> Iterator[str]:
    for folder in SOURCE_FOLDER.finditer(text):
        if not (ROOT / folder.group()).exists():
            yield f"{path.relative_to(ROOT)}:{lines(text, folder.start())}: there is no {folder.group()}"


def odd_words(path: Path, text: str) -> Iterator[str]:
    prose = CODE.sub(lambda code: " " * len(code.group()), text)
    for pattern, what in ((BRITISH, "is not American spelling"), (ODD, "has a usual name")):
        for word in pattern.finditer(prose):
            yield f"{path.relative_to(ROOT)}:{lines(prose, word.start())}: '{word.group()}' {what}"


def faults() -> Iterator[str]:
    readme = README.read_text(encoding="utf-8")
    if len(readme.splitlines()) > README_LINES:
        yield f"README.md has more than {README_LINES} lines"
    linked = {(README.parent / link.partition("#")[0]).resolve() for link in LINK.findall(readme)}
    for document in sorted((ROOT / "docs").glob("*.md")):
        name = document.relative_to(ROOT)
        if document not in MANUAL:
            yield f"{name}: documents.py does not list it, so its commands are not run"
        if document not in linked:
            yield f"README.md does not link to {name}"
    known = sources()
    for document in DOCUMENTS:
        whole = document.read_text(encoding="utf-8")
        yield from missing_folders(document, whole)
        text = without_blocks(whole)
        yield from broken_links(document, text)
        yield from odd_words(document, text)
        if document in ABOUT_CODE:
            yield from missing_names(document, text, known)


def main() -> None:
    found = list(faults())
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
