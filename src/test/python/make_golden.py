#!/usr/bin/env python3
"""Creates with Pillow the crops that the preprocessor must reproduce.

    make_golden.py           writes src/test/resources/preprocess/golden.tsv
    make_golden.py --check   makes them again; exits with 1 and names the cases that differ

Needs nothing but Pillow. A line of the table is one case: a source (a photo of this repository, or
"pattern:seed", a formula that PatternPicture.java computes too), the size of its pixels, the size
of the original that they are taken for, the network's input size, the SHA-256 of the crop (planes
of red, green and blue, one byte each) and some of its pixels, for a first look at a difference.
"""

import argparse
import hashlib
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "src/test/resources/preprocess/golden.tsv"
HEADER = "source width height originalWidth originalHeight inputSize sha256 probes".split()

PERIOD = 65521  # Prime, so that the noise of adjacent rows and channels never lines up.
WHOLE_PIXELS = 4_000_000  # Up to this many, the whole resized picture is made.
STRIP = 16  # Columns that are resized together where it is not.

# width and height; the original is the same size.
SIZES_224 = [
    (1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (7, 5),
    (1, 5000), (5000, 1), (3, 20000), (20000, 3), (65535, 2), (50, 9999),
    (224, 224), (223, 225), (225, 223), (255, 257), (257, 255), (256, 256),
    (256, 257), (256, 259), (256, 261), (259, 256), (261, 256), (256, 300), (300, 256),
    (256, 5000), (5000, 256), (511, 513), (512, 512), (513, 512), (768, 1024),
    (500, 375), (375, 500), (640, 480), (480, 640), (1000, 750), (997, 1511), (4000, 2999),
    (8000, 6000),
]
SIZES_SMALLER = [
    (1, 1), (5, 7), (7, 5000), (168, 168), (192, 192), (196, 196), (224, 224), (192, 225),
    (225, 224), (500, 375), (640, 480), (767, 1023), (4000, 2999),
]
# Width and height, and those of the original: images that the decoder reduced.
SCALED = [
    (500, 376, 3999, 3001), (1024, 683, 8192, 5461), (683, 1024, 5461, 8192),
    (513, 512, 1025, 1023), (256, 512, 511, 1024), (1, 1, 8, 7), (256, 256, 2048, 2041),
]
PHOTOS = ["locomotion-house-cat", "nagasaki-boats", "acanthus-mollis"]


def cases():
    """Yields (source, width, height, original width, original height, input size)."""
    for seed, (width, height) in enumerate(SIZES_224):
        yield f"noise:{seed}", width, height, width, height, 224
    for input_size in (196, 168):
        for seed, (width, height) in enumerate(SIZES_SMALLER):
            yield f"noise:{seed}", width, height, width, height, input_size
    for input_size in (96, 256, 448):
        for width, height in ((300, 256), (1000, 750)):
            yield "noise:1", width, height, width, height, input_size
    for pattern in ("edges", "ramp", "white"):
        for width, height in ((3, 2), (300, 256), (1000, 750), (4000, 2999)):
            yield f"{pattern}:1", width, height, width, height, 224
    for seed, (width, height, original_width, original_height) in enumerate(SCALED):
        for input_size in (224, 168):
            yield f"noise:{seed}", width, height, original_width, original_height, input_size
    for photo in PHOTOS:
        file = f"model/calibration/{photo}.jpg"
        with Image.open(ROOT / file) as picture:
            width, height = picture.size
        for input_size in (224, 196, 168):
            yield file, width, height, width, height, input_size


def noise(seed):
    """Returns one period of a linear congruential generator, as bytes."""
    values = bytearray()
    state = seed
    for _ in range(PERIOD):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state >> 16 & 0xFF)
    return bytes(values)


def pattern_bytes(name, seed, width, height):
    """Returns a synthetic image: red, green and blue of each pixel, row by row."""
    count = 3 * width * height
    if name == "white":
        return b"\xff" * count
    if name == "ramp":
        rows = range(128)  # Then 2y is back at 0.
        places = ((x, y, c) for y in rows for x in range(width) for c in range(3))
        block = bytes((x + 2 * y + 85 * c) & 0xFF for x, y, c in places)
    else:
        block = noise(seed)
        if name == "edges":
            block = block.translate(bytes(255 if value >= 128 else 0 for value in range(256)))
    return (block * (count // len(block) + 1))[:count]


def load(source, width, height):
    name, _, seed = source.partition(":")
    if not seed:
        with Image.open(ROOT / source) as picture:
            return picture.convert("RGB")
    return Image.frombytes("RGB", (width, height), pattern_bytes(name, int(seed), width, height))


def target_size(original_width, original_height, side):
    """Returns the size that torchvision.transforms.Resize(side) computes."""
    if original_width <= original_height:
        return side, int(side * original_height / original_width)
    return int(side * original_width / original_height), side


def whole(picture, size, left, top, crop):
    resized = picture.resize(size, Image.Resampling.BILINEAR)
    return resized.crop((left, top, left + crop, top + crop))


def by_strips(picture, size, left, top, crop):
    """Resizes an image that does not fit in memory: pass by pass, and columns in strips."""
    wide = picture.resize((size[0], picture.height), Image.Resampling.BILINEAR)
    wide = wide.crop((left, 0, left + crop, picture.height))
    result = Image.new("RGB", (crop, crop))
    for x in range(0, crop, STRIP):
        strip = wide.crop((x, 0, min(x + STRIP, crop), picture.height))
        strip = strip.resize((strip.width, size[1]), Image.Resampling.BILINEAR)
        result.paste(strip.crop((0, top, strip.width, top + crop)), (x, 0))
    return result


def crop_of(picture, original_width, original_height, input_size):
    """Resizes and center-crops a Pillow image like TorchVision."""
    size = target_size(original_width, original_height, input_size * 256 // 224)
    left, top = (int(round((length - input_size) / 2.0)) for length in size)
    strips = by_strips(picture, size, left, top, input_size)
    if size[0] * size[1] <= WHOLE_PIXELS:
        assert strips.tobytes() == whole(picture, size, left, top, input_size).tobytes()
    return strips


def golden():
    """Returns the table as a list of lines."""
    lines = ["\t".join(HEADER)]
    for case in cases():
        source, width, height, original_width, original_height, input_size = case
        crop = crop_of(load(source, width, height), original_width, original_height, input_size)
        planes = b"".join(band.tobytes() for band in crop.split())
        digest = hashlib.sha256(planes).hexdigest()
        end = input_size - 1
        places = ((0, 0), (end, 0), (input_size // 2, input_size // 2), (0, end), (end, end))
        probes = ",".join(bytes(crop.getpixel(place)).hex() for place in places)
        lines.append("\t".join(map(str, (*case, digest, probes))))
    return lines


def main():
    parser = argparse.ArgumentParser(description="Golden crops for the preprocessor's tests.")
    parser.add_argument("--check", action="store_true", help="compare with the stored table")
    options = parser.parse_args()
    made = golden()
    if not options.check:
        GOLDEN.write_text("\n".join(made) + "\n", encoding="utf-8", newline="\n")
        return 0
    stored = GOLDEN.read_text(encoding="utf-8").splitlines()
    for line in stored:
        if line not in made:
            print("stored, but not generated:", line.replace("\t", " "))
    for line in made:
        if line not in stored:
            print("generated, but not stored:", line.replace("\t", " "))
    return 0 if made == stored else 1


if __name__ == "__main__":
    sys.exit(main())
