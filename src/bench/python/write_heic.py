"""Writes a photo as HEIC as an iPhone does: a grid of tiles of 512x512 pixels, 8 bits, 4:2:0.

The second file has the same tiles, and a thumbnail that is large enough for SnapLabel to decode it instead.

    python write_heic.py PHOTO.jpg OUTPUT.heic OUTPUT-WITH-THUMBNAIL.heic
"""

import io
import sys
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

sys.path.append(str(Path(__file__).parents[2] / "test/python"))
from heif_file import HeifFile, Item, coded_picture, grid, ispe

SIDE = 512
THUMBNAIL = 416, 312

# The file then has 2 to 2.5 MB, like an iPhone's.
QUALITY = 54


def encode(image, **references):
    """Returns an item of one picture."""
    out = io.BytesIO()
    image.save(out, "HEIF", quality=QUALITY, chroma="420")
    properties, data = coded_picture(out.getvalue())
    return Item("hvc1", data, properties, references)


def tiles(photo):
    """Cuts a photo into tiles, row by row. Those beyond its edges repeat its last pixels."""
    width, height = photo.size
    pixels = np.pad(np.asarray(photo), ((0, -height % SIDE), (0, -width % SIDE), (0, 0)), "edge")
    for top in range(0, height, SIDE):
        for left in range(0, width, SIDE):
            yield Image.fromarray(pixels[top : top + SIDE, left : left + SIDE])


def main():
    source, output, with_thumbnail = sys.argv[1:]
    pillow_heif.register_heif_opener()
    photo = Image.open(source).convert("RGB")
    width, height = photo.size
    columns = -(-width // SIDE)
    rows = -(-height // SIDE)
    coded = [encode(tile) for tile in tiles(photo)]
    ids = list(range(2, 2 + len(coded)))
    primary = Item("grid", grid(rows, columns, width, height), [ispe(width, height)], {"dimg": ids}, inline=True)
    items = [primary, *coded]
    Path(output).write_bytes(HeifFile(items).write())
    thumbnail = encode(photo.resize(THUMBNAIL, Image.Resampling.BOX), thmb=[1])
    Path(with_thumbnail).write_bytes(HeifFile([*items, thumbnail]).write())


if __name__ == "__main__":
    main()
