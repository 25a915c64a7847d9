"""Writes the HEIC files of src/test/resources/images and the pixels that libheif decodes from each.

    pip install pillow==13.0.0 pillow-heif==1.8.1
    python3 src/test/python/make_heic.py [--check]

`--check` only decodes the files that are there, and compares: encoders do not write the same bytes everywhere.
"""

import io
import sys
from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps

from heif_file import HeifFile, Item, aux_c, clap, coded_picture, grid, imir, irot, ispe, nclx

ROOT = Path(__file__).parents[3]
OUTPUT = ROOT / "src/test/resources/images"
HEVC_ALPHA = "urn:mpeg:hevc:2015:auxid:1"
MPEG_B_ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"

pillow_heif.register_heif_opener()
photo = Image.open(ROOT / "model/calibration/french-alpine-landscape.jpg").convert("RGB")
photo.info.clear()


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "HEIF", **{"quality": 60, **options})
    return out.getvalue()


def picture(width=64, height=48, **options):
    return encode(photo.resize((width, height)), **options)


def alpha(width=64, height=48):
    image = Image.new("L", (width, height))
    image.putdata([(x * 8 + y * 3) % 256 for y in range(height) for x in range(width)])
    return image


def deep(mode, width=64, height=48, **options):
    """Encodes a picture of ten bits."""
    image = photo.resize((width, height))
    if mode.startswith("I"):
        image = image.convert("L")
    samples = b"".join((value << 8 | value).to_bytes(2, "little") for value in image.tobytes())
    out = io.BytesIO()
    pillow_heif.from_bytes(mode, image.size, samples).save(out, quality=60, **options)
    return out.getvalue()


def item(heic, *properties, size=None, **references):
    kept, data = coded_picture(heic)
    return Item("hvc1", data, kept + list(properties), references)


def changed(heic, *properties, **options):
    """Returns the picture with other properties."""
    return HeifFile([item(heic, *properties)], **options).write()


def tiled(columns, rows, width, height, side=64, *properties, wide=False, **options):
    whole = photo.resize((columns * side, rows * side))
    tiles = []
    for y in range(0, rows * side, side):
        for x in range(0, columns * side, side):
            tiles.append(item(encode(whole.crop((x, y, x + side, y + side)), **options)))
    ids = list(range(2, 2 + len(tiles)))
    properties = [ispe(width, height), *properties]
    primary = Item("grid", grid(rows, columns, width, height, wide), properties, {"dimg": ids}, inline=True)
    return [primary, *tiles]


def with_thumbnail():
    main = item(picture(256, 192), irot(3))
    thumbnail = item(picture(128, 96), irot(3), thmb=[1])
    return HeifFile([main, thumbnail]).write()


def with_alpha(kind, width, height, **references):
    main = item(picture(), **references)
    opacity = item(encode(alpha(width, height)), aux_c(kind), auxl=[1])
    return HeifFile([main, opacity]).write()


def pictures():
    translucent = photo.resize((64, 48))
    translucent.putalpha(alpha())
    yield "420.heic", picture()
    yield "422.heic", picture(64, 64, chroma="422")
    yield "444.heic", picture(64, 64, chroma="444")
    yield "gray.heic", encode(photo.resize((64, 48)).convert("L"))
    yield "odd.heic", picture(33, 27)
    yield "odd-444.heic", picture(33, 27, chroma="444")
    yield "quality-10.heic", picture(quality=10)
    yield "quality-100.heic", picture(quality=100)
    yield "lossless.heic", encode(photo.resize((32, 24)), quality=-1, chroma="444", matrix_coefficients=0)
    yield "limited.heic", picture(full_range_flag=0)
    yield "bt709.heic", picture(matrix_coefficients=1)
    yield "bt2020-limited-422.heic", picture(matrix_coefficients=9, full_range_flag=0, chroma="422")
    yield "ten-bits.heic", deep("RGB;16")
    yield "ten-bits-444.heic", deep("RGB;16", chroma="444")
    yield "ten-bits-limited.heic", deep("RGB;16", full_range_flag=0)
    yield "ten-bits-gray.heic", deep("I;16", 64, 64)
    yield "alpha.heic", encode(translucent)
    yield "alpha-premultiplied.heic", with_alpha(MPEG_B_ALPHA, 64, 48, prem=[2])
    yield "alpha-small.heic", with_alpha(HEVC_ALPHA, 32, 24)
    for turns in (1, 2, 3):
        yield f"irot-{turns}.heic", changed(picture(), irot(turns))
    for axis in (0, 1):
        yield f"imir-{axis}.heic", changed(picture(), imir(axis))
    yield "imir-irot.heic", changed(picture(), imir(0), irot(1))
    yield "irot-imir.heic", changed(picture(), irot(1), imir(0))
    yield "clap.heic", changed(picture(), clap(40, 20, 4, -2))
    yield "clap-odd-422.heic", changed(picture(chroma="422"), clap(41, 20, 5, -2), irot(1))
    yield "clap-odd-irot.heic", changed(picture(), clap(41, 21, -23, -27), irot(1))
    yield "clap-odd-imir.heic", changed(picture(), clap(41, 21, -23, -27), imir(1))
    yield "clap-444-irot.heic", changed(picture(chroma="444"), clap(41, 21, 3, 7), irot(3))
    yield "nclx.heic", changed(picture(), nclx(9, True))
    yield "wide-numbers.heic", changed(picture(), wide=True)
    yield "mif1.heic", changed(picture(), brand="mif1")
    yield "grid.heic", HeifFile(tiled(3, 2, 150, 100)).write()
    yield "grid-irot-wide.heic", HeifFile(tiled(2, 2, 128, 100, 64, irot(1), wide=True), wide=True).write()
    yield "grid-clap-422.heic", HeifFile(tiled(2, 1, 120, 64, 64, clap(80, 30, 2, 0), chroma="422")).write()
    yield "thumbnail.heic", with_thumbnail()
    scattered = item(picture())
    scattered.extents = 3
    yield "extents.heic", HeifFile([scattered]).write()
    inline = item(picture())
    inline.inline = True
    yield "idat.heic", HeifFile([inline]).write()


def over_white(image):
    if image.mode == "I;16":
        image = image.point(lambda value: value / 256).convert("L")
    image = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def pixels(heic):
    return over_white(ImageOps.exif_transpose(Image.open(io.BytesIO(heic)))).tobytes()


def main():
    if "--check" in sys.argv:
        for path in sorted(OUTPUT.glob("*.heic")):
            if path.with_name(path.name + ".rgb").read_bytes() != pixels(path.read_bytes()):
                sys.exit(f"{path.name} is decoded otherwise")
        return
    for path in OUTPUT.glob("*.heic*"):
        path.unlink()
    for name, heic in pictures():
        (OUTPUT / name).write_bytes(heic)
        (OUTPUT / (name + ".rgb")).write_bytes(pixels(heic))


if __name__ == "__main__":
    main()
