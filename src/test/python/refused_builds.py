"""Runs builds that must be refused, in a copy of the checkout, and checks their output and files.

A refused build leaves no older package to deploy, and its last lines say why. The copy takes target/classes along, so
that nothing is compiled.
"""

import pathlib
import socket
import subprocess
import sys
import tempfile

from checkout import copy_checkout

PACKAGE = ["snaplabel", "snaplabel.aot", "snaplabel.zip", "lib/snaplabel.jar", "function/lib/old.jar"]

# Maven adds the place of the failure, and seven lines of help.
LAST_LINES = 14

CASES = [
    (["-Dmodel.file=README.md"], "expected an ONNX file or a checkpoint, found a file of "),
    (["-Dmodel.file=missing.onnx"], "model.file: expected an ONNX file or a checkpoint at "),
    (["-Dmodel.precision=int4"], 'model.precision: expected int8 or fp32, found "int4"'),
    (["-Dmodel.inputSize=225"], "448, or 196 or 168, found 225"),
    (["-Dmodel.url=https://example.org/my.onnx"], "model.url: expected the file's hash as -Dmodel.sha256="),
    (["-Dlambda.arch=arm"], 'lambda.arch: expected x86_64 or arm64, found "arm"'),
    ([], "or name a model of your own with -Dmodel.file=PATH"),
    ([], "-Dmodel.untrained=true"),
    (["-Dmodel.untrained=true", "-Dmodel.name=resnet18"], "an untrained model is always called untrained"),
]


def make_unreachable(copy):
    """Points the copy's model URLs to a closed port."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    pins = copy / "model/model.properties"
    lines = pins.read_text().splitlines(keepends=True)
    pins.write_text("".join(
        line.split("=")[0] + "=" + address + "resnet18\n" if line.split("=")[0].endswith("url") else line
        for line in lines))


def place_older_package(target):
    for name in PACKAGE:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text("older")


def check(copy, options, sentence, quiet):
    place_older_package(copy / "target")
    command = ["mvn", "--batch-mode", *quiet, "package", "-DskipTests", "-Dmaven.main.skip", *options]
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


def main():
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "checkout")
        copy_checkout(copy)
        make_unreachable(copy)
        results = [check(copy, options, sentence, ["--quiet"]) for options, sentence in CASES]
        options, sentence = CASES[0]
        results.append(check(copy, options, sentence, ["--no-transfer-progress"]))
    print(f"{sum(results)} of {len(results)} builds were refused as expected")
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
