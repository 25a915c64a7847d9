"""Draws which package uses which, from the imports of the code, into ARCHITECTURE.md.

    python3 src/test/python/package_diagram.py [--check]

Reads every Java file of src/*/java but tests and benchmarks, and writes two Mermaid diagrams between the markers in
ARCHITECTURE.md: the packages of the function (src/main), and those of the tools (all other source roots), in which the
function is one node. The root package is left out of the first: it connects everything. With --check nothing is written,
and the exit status is 1 if the document is out of date.
"""

import re
import sys
from pathlib import Path

from documents import ROOT

ROOT_PACKAGE = "io.github.snaplabel"
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGIN = "<!-- packages begin -->\n"
END = "<!-- packages end -->\n"
FUNCTION = "the function"
LEFT_OUT = {"bench", "test"}

PACKAGE = re.compile(rf"^package {re.escape(ROOT_PACKAGE)}(?:\.([\w.]+))?;", re.MULTILINE)
# Packages are lowercase, types are not; what follows the type is a nested type or a static member.
IMPORT = re.compile(rf"^import (?:static )?{re.escape(ROOT_PACKAGE)}((?:\.[a-z]\w*)*)\.(?:[A-Z]|\*)", re.MULTILINE)


def uses(source_root: str) -> dict[str, set[str]]:
    """Each package of a source root, such as `image.jpeg`, with the packages it imports; the root package is ''."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "src" / source_root / "java").rglob("*.java")):
        text = file.read_text(encoding="utf-8")
        declared = PACKAGE.search(text)
        if declared is None:
            raise ValueError(f"{file}: expected a package below {ROOT_PACKAGE}")
        package = declared[1] or ""
        imported = {name.removeprefix(".") for name in IMPORT.findall(text)}
        found.setdefault(package, set()).update(imported - {package})
    return found


def function_diagram(main: dict[str, set[str]]) -> list[str]:
    packages = {package for package in main if package}
    arrows = {(user, used) for user in packages for used in main[user] if used}
    return mermaid("TD", packages, arrows)


def tools_diagram(main: dict[str, set[str]], tools: dict[str, set[str]]) -> list[str]:
    arrows = {(user, FUNCTION if used in main else used) for user in tools for used in tools[user]}
    return mermaid("LR", {*tools, FUNCTION}, arrows)


def mermaid(direction: str, packages: set[str], arrows: set[tuple[str, str]]) -> list[str]:
    unknown = {used for _, used in arrows} - packages
    if unknown:
        raise ValueError(f"imported, but there is no such package: {', '.join(sorted(unknown))}")
    lines = ["```mermaid", f"flowchart {direction}"]
    lines += [f'  {node(package)}["{package}"]' for package in sorted(packages)]
    lines += [f"  {node(user)} --> {node(used)}" for user, used in sorted(arrows)]
    return [*lines, "```"]


def node(package: str) -> str:
    """A name for Mermaid, in which `end` and dots have a meaning of their own."""
    return "p_" + re.sub(r"\W", "_", package)


def diagrams() -> str:
    main = uses("main")
    roots = {folder.parent.name for folder in ROOT.glob("src/*/java")} - LEFT_OUT - {"main"}
    tools = {package: used for root in sorted(roots) for package, used in uses(root).items()}
    lines = [
        "The function (`src/main`):",
        "",
        *function_diagram(main),
        "",
        f"The tools ({', '.join(f'`src/{root}`' for root in sorted(roots))}):",
        "",
        *tools_diagram(main, tools),
    ]
    return "\n" + "\n".join(lines) + "\n\n"


def main(option: str = "") -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{DOCUMENT.name}: expected the lines '{BEGIN.strip()}' and '{END.strip()}'")
    drawn = before + begin + diagrams() + end + after
    if option == "--check":
        if drawn != text:
            sys.exit(f"{DOCUMENT.name}: the packages' imports have changed; run {sys.argv[0]} without --check")
    else:
        DOCUMENT.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
