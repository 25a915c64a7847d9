"""Writes model/hierarchy.tsv: a tree over ImageNet's classes, from model/hierarchy.txt and WordNet 3.0.

A line is `WordNet id<tab>name<tab>id of the parent<tab>other names, separated by ", "`. The nodes come first, each
after its parent, then the classes in the order of model/labels.txt. A category has no parent. The file begins with
WordNet's license, which has to be in every copy.

    python3 src/test/python/make_hierarchy.py [--check]
"""

import re
import sys
from pathlib import Path

WORDNET = Path("/usr/share/wordnet/data.noun")  # package wordnet-base of Debian
OUTLINE = Path("model/hierarchy.txt")
LABELS = Path("model/labels.txt")
HIERARCHY = Path("model/hierarchy.tsv")

NODE = re.compile(r"(?P<indent> *)(?P<name>[^ ].*?)(?P<ids>(?: n\d{8})+)")
ADDED = re.compile(r"(?P<indent> *)\+ (?P<classes>.+)")
HYPERNYMS = ("@", "@i")


def read_wordnet():
    """Returns the license, and the words and hypernyms of each noun by id (see wndb(5WN))."""
    license_lines, words, hypernyms = [], {}, {}
    for line in WORDNET.read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            license_lines.append(re.sub(r"^  \d+ ", "", line).rstrip())
            continue
        fields = line.split(" | ")[0].split(" ")
        wnid = "n" + fields[0]
        count = int(fields[3], 16)
        words[wnid] = [word.replace("_", " ") for word in fields[4 : 4 + 2 * count : 2]]
        pointers = fields[5 + 2 * count :]
        hypernyms[wnid] = [
            "n" + pointers[at + 1] for at in range(0, 4 * int(fields[4 + 2 * count]), 4) if pointers[at] in HYPERNYMS
        ]
    return license_lines, words, hypernyms


def read_classes():
    """Returns the name of each class by id, in the order of the classes."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    return {wnid: name for _, wnid, name in (line.split("\t") for line in lines)}


class Outline:
    """The nodes of model/hierarchy.txt."""

    def __init__(self, classes):
        self.names = {}  # of the nodes by id, a parent before its children
        self.parents = {}  # of the nodes and of the classes that are added by hand, by id
        self.node_of = {}  # the node that stands for an id
        path = []
        for line in OUTLINE.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if added := ADDED.fullmatch(line):
                for name in added["classes"].split(", "):
                    self.add_class(wnid_of(name, classes), path[len(added["indent"]) // 2 - 1])
            elif node := NODE.fullmatch(line):
                if set(node["ids"].split()) & set(classes):
                    sys.exit(f"{OUTLINE}: a node has the id of a class: {line}")
                depth = len(node["indent"]) // 2
                ids = node["ids"].split()
                path[depth:] = ids[:1]
                self.add_node(ids, node["name"], path[depth - 1] if depth else None)
            else:
                sys.exit(f"{OUTLINE}: expected a node or classes, found: {line}")

    def add_node(self, ids, name, parent):
        for wnid in ids:
            if self.node_of.setdefault(wnid, ids[0]) != ids[0]:
                sys.exit(f"{OUTLINE}: {wnid} is in two nodes")
        self.names[ids[0]] = name
        self.parents[ids[0]] = parent

    def add_class(self, wnid, parent):
        if self.parents.setdefault(wnid, parent) != parent:
            sys.exit(f"{OUTLINE}: {wnid} is added twice")


def wnid_of(text, classes):
    """Returns the id of a class by its name, or by name and id if classes share the name."""
    found = [wnid for wnid, name in classes.items() if text in (name, f"{name} {wnid}")]
    if len(found) != 1:
        sys.exit(f"{OUTLINE}: {len(found)} classes are called {text}")
    return found[0]


def nearest(wnid, outline, hypernyms):
    """Returns the node that the fewest steps lead to; of several, the first one in the outline."""
    order = list(outline.names)
    level, seen = [wnid], {wnid}
    while level:
        level = [above for below in level for above in hypernyms[below] if above not in seen]
        seen.update(level)
        nodes = [outline.node_of[above] for above in level if above in outline.node_of]
        if nodes:
            return min(nodes, key=order.index)
    sys.exit(f"{OUTLINE}: no node is above {wnid}")


def row(wnid, name, parent, words):
    aliases = [word for word in words[wnid] if word.lower() != name.lower()]
    if any(", " in alias for alias in aliases):
        sys.exit(f"{wnid}: a comma in {aliases}")
    return "\t".join((wnid, name, parent or "", ", ".join(aliases)))


def hierarchy():
    license_lines, words, hypernyms = read_wordnet()
    classes = read_classes()
    outline = Outline(classes)
    yield "# Made by src/test/python/make_hierarchy.py. The ids, relations and other names are WordNet's:"
    yield from (f"# {line}".rstrip() for line in license_lines)
    for wnid, name in outline.names.items():
        yield row(wnid, name, outline.parents[wnid], words)
    for wnid, name in classes.items():
        yield row(wnid, name, outline.parents.get(wnid) or nearest(wnid, outline, hypernyms), words)


if __name__ == "__main__":
    text = "".join(line + "\n" for line in hierarchy())
    if "--check" not in sys.argv:
        HIERARCHY.write_text(text, encoding="utf-8")
    elif HIERARCHY.read_text(encoding="utf-8") != text:
        sys.exit(f"{HIERARCHY} is not what {OUTLINE} and WordNet make: run make_hierarchy.py")
