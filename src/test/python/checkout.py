"""Copies the checkout, for builds that must not change its own build's output."""

import shutil
import subprocess

from documents import ROOT


def copy_checkout(copy):
    """Copies the files tracked by Git, and target/classes, so that nothing has to be compiled."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    shutil.copytree(ROOT / "target/classes", copy / "target/classes")


def pin(copy, properties):
    """Gives properties of the copy's model.properties, which has them already, other values."""
    file = copy / "model/model.properties"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    missing = set(properties) - {line.split("=")[0] for line in lines}
    if missing:
        raise ValueError(f"model.properties has no {', '.join(sorted(missing))}")
    keys = [line.split("=")[0] for line in lines]
    file.write_text("".join(
        f"{key}={properties[key]}\n" if key in properties else line for key, line in zip(keys, lines)
    ), encoding="utf-8")
