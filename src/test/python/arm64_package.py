"""Builds the arm64 package in a copy of the checkout, target/arm64/checkout, from the model of the last build.

    arm64_package.py

The checkout's own package stays. In the copy, target/function is the unpacked function, and target/runtime is AWS's
runtime for arm64, with the emulated machine's Java (arm64_machine.py): so the copy's target/snaplabel runs that
function. Fails if the network differs from that of the checkout's package. Needs a build of the checkout (mvn package).
"""

import filecmp
import shutil
import subprocess
import sys

from arm64_machine import JAVA, MACHINE
from checkout import copy_checkout
from documents import ROOT

CHECKOUT = MACHINE / "checkout"
TARGET = CHECKOUT / "target"

BUILD = ["mvn", "--batch-mode", "--no-transfer-progress", "--quiet", "package"]
BUILD += ["-Dmaven.main.skip", "-Dmaven.test.skip"]
BUILD += ["-Dlambda.arch=arm64", "-Druntime.platform=linux-aarch_64"]


def copy_models():
    """Copies what Git does not track: the compiled model, the options of the last build, and downloaded models."""
    shutil.copytree(ROOT / "model", CHECKOUT / "model", dirs_exist_ok=True)
    # A model may also be next to the checkout.
    shared = CHECKOUT.parent / "shared"
    shared.unlink(missing_ok=True)
    shared.symlink_to(ROOT.parent / "shared")


def differences(folder, other):
    """Returns the names of files that are in only one of two folders, or differ."""
    names = {file.name for place in (folder, other) for file in place.iterdir()}
    _, different, missing = filecmp.cmpfiles(folder, other, names, shallow=False)
    return sorted(different + missing)


def main():
    shutil.rmtree(CHECKOUT, ignore_errors=True)
    CHECKOUT.mkdir(parents=True)
    copy_checkout(CHECKOUT)
    copy_models()
    subprocess.run(BUILD, cwd=CHECKOUT, check=True)
    command = TARGET / "runtime/bin/java"
    command.parent.mkdir()
    command.symlink_to(JAVA)
    different = differences(ROOT / "target/function/model", TARGET / "function/model")
    if different:
        sys.exit(f"the arm64 package has another model: {', '.join(different)}")


if __name__ == "__main__":
    main()
