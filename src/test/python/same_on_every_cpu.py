"""Checks that a compiled network returns the same logits, bit for bit, on another processor.

    same_on_every_cpu.py BUNDLE [PHOTOS...]

runs the photos (files or folders; those of model/calibration as well) through the int8 network of a
compiled model (the folder with manifest.properties, which also says how photos are preprocessed) on this
machine, then again in a process of its own under qemu's emulation of an Intel Haswell, which has
AVX2 and neither AVX-512 nor VNNI, and compares the logits. Exits with 1 if any byte differs.

The order of integer sums does not matter, so neither does the number of threads; --threads lets one
see. Needs qemu-x86_64 (Debian: qemu-user), an x86-64 machine and requirements.txt.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy
import onnxruntime

from manifest import read_manifest

CALIBRATION = pathlib.Path(__file__).resolve().parents[3] / "model" / "calibration"
SUFFIXES = {".jpg", ".jpeg", ".png"}


def photos(places):
    """Returns the image files among the given paths, including those in folders."""
    for place in places:
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        yield from (file for file in files if file.suffix.lower() in SUFFIXES)


def tensor(photo, manifest):
    """Returns a photo as the network's input [1,3,size,size]: resized, center-cropped, normalized as the manifest says."""
    from PIL import Image  # only here: the emulated process has no need of it

    with Image.open(photo) as opened:
        image = opened.convert("RGB")
    scale = int(manifest["input.resize"]) / min(image.size)
    image = image.resize([round(side * scale) for side in image.size], Image.Resampling.BILINEAR)
    size = int(manifest["input.size"])
    left, top = ((side - size) // 2 for side in image.size)
    image = image.crop((left, top, left + size, top + size))
    mean, deviation = (
        numpy.array(manifest[name].split(","), numpy.float32) for name in ("input.mean", "input.std"))
    pixels = (numpy.asarray(image, numpy.float32) / 255 - mean) / deviation
    return numpy.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


def session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def compute(model, threads, tensors, logits):
    """Reads inputs [N,3,S,S] from one .npy file and writes logits [N,classes] to another."""
    network = session(model, threads)
    name = network.get_inputs()[0].name
    answers = [network.run(None, {name: one[None]})[0][0] for one in numpy.load(tensors)]
    numpy.save(logits, numpy.stack(answers))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bundle", type=pathlib.Path, help="the folder of a compiled model")
    parser.add_argument("photos", nargs="*", type=pathlib.Path, help="files or folders")
    parser.add_argument("--cpu", default="Haswell-v4", help="a CPU model of qemu-x86_64")
    parser.add_argument("--threads", type=int, default=1, help="of the emulated run")
    parser.add_argument("--compute", nargs=2, metavar=("TENSORS", "LOGITS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    manifest = read_manifest(arguments.bundle)
    if "networks.int8.file" not in manifest:
        parser.error(f"{arguments.bundle} has no int8 network; float32 differs between processors")
    model = str(arguments.bundle / manifest["networks.int8.file"])
    if arguments.compute:
        compute(model, arguments.threads, *arguments.compute)
        return 0

    names = list(photos([CALIBRATION, *arguments.photos]))
    with tempfile.TemporaryDirectory() as folder:
        tensors, here, there = (f"{folder}/{name}.npy" for name in ("tensors", "here", "there"))
        numpy.save(tensors, numpy.concatenate([tensor(name, manifest) for name in names]))
        compute(model, 1, tensors, here)
        again = [__file__, str(arguments.bundle), "--threads", str(arguments.threads)]
        again += ["--compute", tensors, there]
        emulated = ["qemu-x86_64", "-cpu", arguments.cpu, sys.executable, *again]
        subprocess.run(emulated, check=True)
        different = 0
        for name, native, other in zip(names, numpy.load(here), numpy.load(there), strict=True):
            if native.tobytes() != other.tobytes():
                different += 1
                print(f"{name.name}: off by up to {abs(native - other).max():.4g}, "
                      f"class {native.argmax()} here, {other.argmax()} there")
    print(f"{len(names) - different} of {len(names)} photos: the same bytes on {arguments.cpu}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
