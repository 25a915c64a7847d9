"""Copies the checkout, for builds that must not change its own build's output."""

import shutil
import subprocess

from readme import ROOT


def copy_checkout(copy):
    """Copies the files tracked by Git, and target/classes, so that nothing has to be compiled."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    shutil.copytree(ROOT / "target/classes", copy / "target/classes")
