"""Checks that the packaged function computes the same logits, bit for bit, on other processors.

    same_on_every_cpu.py [PHOTO...]

runs photos (files or folders, and those of model/) through the decoder, the preprocessing and the int8 network of the
package: on this machine, on an Intel Haswell, which has AVX2 and neither AVX-512 nor VNNI, and, with the arm64 package,
on a Neoverse N1, both emulated by qemu. Parts of the calibration photos make up for fewer than 30. Exits with 1 if a
byte of the network's input or output differs.

JAVA_HOME must be a JDK 25. Needs this machine's package (mvn package, and the compiled tests), the emulated arm64
machine and its package (arm64_machine.py, arm64_package.py), qemu-user, an x86-64 machine, and Pillow.
"""

import os
import struct
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

import arm64_machine
import arm64_package
from documents import ROOT
from manifest import read_manifest

MODEL = ROOT / "model"
PHOTOS = [MODEL / "calibration", MODEL / "examples", MODEL / "self-test.jpg"]
SUFFIXES = {".jpg", ".jpeg", ".png"}
AT_LEAST = 30

FUNCTION = ROOT / "target/function"
TESTS = ROOT / "target/test-classes"
OPTIONS = ["--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
ONE_THREAD = "-XX:ActiveProcessorCount=1"
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin/java")

# The command that runs Java, and the package. Both are emulated at once, so each has one thread.
HERE = "this machine", [JAVA], FUNCTION
OTHERS = [
    ("Haswell", ["qemu-x86_64", "-cpu", "Haswell-v4", JAVA, ONE_THREAD], FUNCTION),
    ("Neoverse N1", [arm64_machine.JAVA, ONE_THREAD], arm64_package.TARGET / "function"),
]


def photos(places):
    """Yields the image files among the given paths, including those in folders."""
    for place in places:
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        yield from (file for file in files if file.suffix.lower() in SUFFIXES)


def quarters(folder):
    """Yields files with the quarters of the calibration photos."""
    for photo in photos([MODEL / "calibration"]):
        with Image.open(photo) as whole:
            width, height = (side // 2 for side in whole.size)
            for left, top in (0, 0), (width, 0), (0, height), (width, height):
                part = folder / f"{photo.stem}-{left}-{top}.jpg"
                whole.crop((left, top, left + width, top + height)).save(part, quality=95)
                yield part


def compute(processor, files):
    """Returns for each file the hash of the network's input, and the logits as big-endian floats."""
    name, java, function = processor
    path = os.pathsep.join(map(str, [function, function / "lib/*", TESTS]))
    command = [*java, *OPTIONS, "-cp", path, "io.github.snaplabel.classify.PhotoLogits", function, *files]
    environment = os.environ | {"ORT_DISABLE_TELEMETRY": "1"}
    started = time.monotonic()
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{name}: {' '.join(map(str, command))} ended with {run.returncode}:\n{run.stderr}")
    print(f"{name}: {len(files)} photos in {time.monotonic() - started:.0f} s", flush=True)
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    return [(pixels, bytes.fromhex(logits)) for pixels, logits in lines]


def difference(expected, found):
    """Returns what differs between two processors, or None."""
    if expected == found:
        return None
    if expected[0] != found[0]:
        return "another input: its pixels differ"
    logits = (struct.unpack(f">{len(values) // 4}f", values) for values in (expected[1], found[1]))
    return f"logits differ by up to {max(abs(a - b) for a, b in zip(*logits, strict=True)):.4g}"


def main(*places):
    if read_manifest(FUNCTION / "model")["precision"] != "int8":
        sys.exit("the package has a float32 network, whose logits differ between processors")
    with tempfile.TemporaryDirectory() as folder:
        files = list(photos([*PHOTOS, *map(Path, places)]))
        parts = quarters(Path(folder))
        files += [part for part, _ in zip(parts, range(AT_LEAST - len(files)))]
        expected = compute(HERE, files)
        with ThreadPoolExecutor() as emulators:
            results = list(emulators.map(lambda processor: compute(processor, files), OTHERS))
    failed = False
    for (name, _, _), result in zip(OTHERS, results):
        differences = [difference(*pair) for pair in zip(expected, result, strict=True)]
        for file, found in zip(files, differences):
            if found:
                print(f"{file.name}: on {name}, {found}")
        print(f"{name}: {differences.count(None)} of {len(files)} photos give the same bytes")
        failed |= any(differences)
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
