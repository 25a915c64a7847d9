"""Runs builds that must be refused, in copies of the checkout, and checks their output and files.

A refused build leaves no older package to deploy, and its last lines say why. The copies take target/classes along, so
that nothing is compiled. Two builds run side by side, each in its own copy. What a build says of each source is
looked at by model_sources.py.
"""

import pathlib
import queue
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from checkout import copy_checkout, pin

PACKAGE = ["snaplabel", "snaplabel.aot", "snaplabel.zip", "lib/snaplabel.jar", "function/lib/old.jar"]

# Maven adds the place of the failure, and seven lines of help.
LAST_LINES = 14

# Goals and options, and what the build says.
CASES = [
    (["package", "-Dmodel.file=README.md"], "expected an ONNX file or a checkpoint, found a file of "),
    (["package", "-Dmodel.file=missing.onnx"], "model.file: expected an ONNX file or a checkpoint at "),
    (["package", "-Dmodel.precision=int4"], 'model.precision: expected int8 or fp32, found "int4"'),
    (["package", "-Dmodel.inputSize=225"], "448, or 196 or 168, found 225"),
    (["package", "-Dmodel.url=https://example.org/my.onnx"], "model.url: expected the file's hash as -Dmodel.sha256="),
    (["package", "-Dlambda.arch=arm"], 'lambda.arch: expected x86_64 or arm64, found "arm"'),
    (["package"], "or use your own model with -Dmodel.file=PATH"),
    (["package"], "-Dmodel.untrained=true"),
    (["install"], "or use your own model with -Dmodel.file=PATH"),
    (["deploy"], "or use your own model with -Dmodel.file=PATH"),
    (["package", "-Dmodel.untrained=true", "-Dmodel.name=resnet18"], "an untrained model is always called untrained"),
]


def make_unreachable(copy):
    """Points the copy's model URLs to a closed port."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/resnet18"
    pin(copy, {f"source.{number}.url": address for number in (1, 2, 3)})


def place_older_package(target):
    for name in PACKAGE:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text("older")


def check(copy, arguments, sentence, quiet):
    place_older_package(copy / "target")
    command = ["mvn", "--batch-mode", *quiet, "-DskipTests", "-Dmaven.main.skip", *arguments]
    run = subprocess.run(command, cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = run.stdout.splitlines()
    faults = []
    if run.returncode == 0:
        faults.append("it did not fail")
    if not any(sentence in line for line in lines[-LAST_LINES:]):
        faults.append(f"its last {LAST_LINES} lines do not say: {sentence}")
    if any(line.startswith("\tat ") for line in lines):
        faults.append("it printed a stack trace")
    if any("Usage: " in line for line in lines):
        faults.append("it printed the usage of an internal command")
    faults += [f"it left target/{name}" for name in PACKAGE if (copy / "target" / name).exists()]
    for fault in faults:
        print(" ".join(command) + ": " + fault, flush=True)
    if faults:
        print(run.stdout)
    return not faults


def keeps_package(copy):
    """Checks that a build which ends before it makes a package keeps the one of an earlier build."""
    place_older_package(copy / "target")
    subprocess.run(["mvn", "--batch-mode", "--quiet", "initialize"], cwd=copy, check=True)
    lost = [name for name in PACKAGE if not (copy / "target" / name).exists()]
    if lost:
        print(f"mvn initialize removed {lost}")
    return not lost


def main():
    with tempfile.TemporaryDirectory() as folder:
        copies = queue.SimpleQueue()
        for name in ("one", "two"):
            # Each in a folder of its own: a model would be looked for beside the checkout.
            copy = pathlib.Path(folder, name, "checkout")
            copy_checkout(copy)
            make_unreachable(copy)
            copies.put(copy)

        def refused(arguments, sentence, quiet):
            copy = copies.get()
            try:
                return check(copy, arguments, sentence, quiet)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(2) as builds:
            arguments, sentence = CASES[0]
            started = [builds.submit(refused, arguments, sentence, ["--no-transfer-progress"])]
            started += [builds.submit(refused, *case, ["--quiet"]) for case in CASES]
        results = [build.result() for build in started]
        kept = keeps_package(copies.get())
    print(f"{sum(results)} of {len(results)} builds were refused as expected")
    sys.exit(not (kept and all(results)))


if __name__ == "__main__":
    main()
