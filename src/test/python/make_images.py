"""Writes the images of src/test/resources/images and the pixels that Pillow decodes from each.

    pip install pillow==13.0.0
    python3 src/test/python/make_images.py            # needs jpegtran of libjpeg-turbo in the PATH

`name.ext` is the picture, `name.ext.rgb` its pixels: upright, over white, three bytes each. What
Pillow cannot write is written here by hand.
"""

import io
import struct
import subprocess
import zlib
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parents[3]
OUTPUT = ROOT / "src/test/resources/images"
SIZE = WIDTH, HEIGHT = 32, 24

photo = Image.open(ROOT / "model/calibration/french-alpine-landscape.jpg").convert("RGB")
base = photo.resize(SIZE)
alpha = Image.new("L", SIZE)
alpha.putdata([(x * 8 + y * 3) % 256 for y in range(HEIGHT) for x in range(WIDTH)])
translucent = base.copy()
translucent.putalpha(alpha)


def over_white(image):
    image = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def write(name, data, expected=None):
    """Writes an image, and its pixels as decoded by Pillow or given by `expected`."""
    (OUTPUT / name).write_bytes(data)
    if expected is None:
        expected = over_white(ImageOps.exif_transpose(Image.open(io.BytesIO(data))))
    (OUTPUT / (name + ".rgb")).write_bytes(expected.tobytes())


def encode(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation, order=">"):
    mark = b"MM\0*" if order == ">" else b"II*\0"
    make = struct.pack(order + "HHI4s", 0x010F, 2, 4, b"abc\0")
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(order + "IH", 8, 2) + make + entry + bytes(4)


def jpegtran(data, *options):
    return subprocess.run(["jpegtran", *options], input=data, stdout=-1, check=True).stdout


def jpegs():
    baseline = encode(base, "JPEG", quality=85)
    decoded = over_white(Image.open(io.BytesIO(baseline)))
    write("baseline.jpg", baseline)
    write("444.jpg", encode(base, "JPEG", quality=85, subsampling=0))
    write("gray.jpg", encode(base.convert("L"), "JPEG", quality=85))
    cmyk = encode(base.convert("CMYK"), "JPEG", quality=85)
    write("cmyk.jpg", cmyk)
    # Adobe's transform is the last byte of its segment; 2 declares the same bytes as YCCK.
    at = cmyk.index(b"Adobe") + 11
    write("ycck.jpg", cmyk[:at] + b"\2" + cmyk[at + 1 :])
    # The same coefficients, encoded differently: the pixels must equal those of the baseline JPEG.
    write("progressive.jpg", jpegtran(baseline, "-progressive"), decoded)
    write("arithmetic.jpg", jpegtran(baseline, "-arithmetic"), decoded)
    write("arithmetic-progressive.jpg", jpegtran(baseline, "-arithmetic", "-progressive"), decoded)
    write("restarts.jpg", jpegtran(baseline, "-restart", "1"), decoded)
    script = OUTPUT / "scans.txt"
    script.write_text("0;\n1;\n2;\n")
    write("not-interleaved.jpg", jpegtran(baseline, "-scans", str(script)), decoded)
    script.unlink()
    for orientation in range(1, 9):
        block = b"Exif\0\0" + exif(orientation, ">" if orientation % 2 else "<")
        write(f"orientation-{orientation}.jpg", encode(base, "JPEG", quality=85, exif=block))
    # 251 x 187: not divisible by any reduction.
    large = encode(photo.resize((251, 187)), "JPEG", quality=70)
    for reduction in 8, 4:
        image = Image.open(io.BytesIO(large))
        image.draft("RGB", (251 // reduction, 187 // reduction))
        assert image.size == (-(-251 // reduction), -(-187 // reduction)), image.size
        (OUTPUT / f"large.jpg.{reduction}.rgb").write_bytes(image.tobytes())
    (OUTPUT / "large.jpg").write_bytes(large)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(samples, depth):
    """Returns one row of samples as bytes, most significant bits first."""
    if depth == 16:
        return b"".join(struct.pack(">H", sample) for sample in samples)
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(sample, depth, color, channels, extra=b"", interlaced=False):
    """Returns a PNG with the samples that `sample(x, y)` returns as a tuple."""
    rows = b""
    for x0, y0, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        for y in range(y0, HEIGHT, dy):
            row = [s for x in range(x0, WIDTH, dx) for s in sample(x, y)]
            assert len(row) % channels == 0
            rows += b"\0" + packed(row, depth)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, color, 0, 0, int(interlaced))
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def pngs():
    pixel, gray = base.getpixel, base.convert("L").getpixel
    write("rgb.png", encode(base, "PNG"))
    write("rgba.png", encode(translucent, "PNG"))
    write("la.png", encode(translucent.convert("LA"), "PNG"))
    write("interlaced.png", png(lambda x, y: pixel((x, y)), 8, 2, 3, interlaced=True))
    write("orientation-6.png", encode(base, "PNG", exif=exif(6)))
    # Chunks about colors, and damaged ones that decoders ignore.
    extra = chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"iCCP", b"bad\0\0nonsense")
    write("extra-chunks.png", png(lambda x, y: pixel((x, y)), 8, 2, 3, extra))
    for depth in 1, 2, 4, 8:
        value = lambda x, y: (gray((x, y)) >> 8 - depth,)
        spread = 255 // ((1 << depth) - 1)
        expected = Image.new("L", SIZE)
        expected.putdata([value(x, y)[0] * spread for y in range(HEIGHT) for x in range(WIDTH)])
        write(f"gray{depth}.png", png(value, depth, 0, 1), expected.convert("RGB"))
        key = 1 if depth == 1 else value(5, 5)[0]
        mask = [0 if value(x, y)[0] == key else 255 for y in range(HEIGHT) for x in range(WIDTH)]
        keyed = expected.convert("RGBA")
        opacity = Image.new("L", SIZE)
        opacity.putdata(mask)
        keyed.putalpha(opacity)
        trns = chunk(b"tRNS", struct.pack(">H", key))
        write(f"gray{depth}-key.png", png(value, depth, 0, 1, trns), over_white(keyed))
        few = base.quantize(1 << depth)
        plte = chunk(b"PLTE", bytes(few.getpalette()[: 3 << depth]))
        index = lambda x, y: (few.getpixel((x, y)),)
        write(f"palette{depth}.png", png(index, depth, 3, 1, plte))
        half = chunk(b"tRNS", bytes(i * 255 // (1 << depth) for i in range(1 << depth - 1)))
        write(f"palette{depth}-alpha.png", png(index, depth, 3, 1, plte + half))
    r, g, b = pixel((3, 3))
    key = chunk(b"tRNS", struct.pack(">HHH", r, g, b))
    write("rgb-key.png", png(lambda x, y: pixel((x, y)), 8, 2, 3, key))
    # The low byte of 16-bit samples is dropped.
    deep = lambda v: v << 8 | 0x5A
    write("rgb16.png", png(lambda x, y: [deep(v) for v in pixel((x, y))], 16, 2, 3), base)
    deep_gray = png(lambda x, y: [deep(gray((x, y)))], 16, 0, 1)
    write("gray16.png", deep_gray, base.convert("L").convert("RGB"))
    deep_alpha = lambda x, y: [deep(v) for v in translucent.getpixel((x, y))]
    write("rgba16.png", png(deep_alpha, 16, 6, 4), over_white(translucent))


def webps():
    write("lossy.webp", encode(base, "WEBP", quality=80))
    write("lossless.webp", encode(base, "WEBP", lossless=True))
    write("lossy-alpha.webp", encode(translucent, "WEBP", quality=80))
    write("lossless-alpha.webp", encode(translucent, "WEBP", lossless=True, exact=True))
    write("orientation-6.webp", encode(base, "WEBP", lossless=True, exif=exif(6)))
    second = [ImageOps.mirror(translucent)]
    animated = encode(translucent, "WEBP", save_all=True, append_images=second, lossless=True)
    write("animated.webp", animated)


def gifs():
    few = base.quantize(64)
    write("plain.gif", encode(few, "GIF", interlace=0))
    write("interlaced.gif", encode(few, "GIF", interlace=1))
    write("transparent.gif", encode(few, "GIF", transparency=few.getpixel((3, 3))))
    write("two-colours.gif", encode(base.quantize(2), "GIF"))
    write("animated.gif", encode(few, "GIF", save_all=True, append_images=[ImageOps.flip(few)]))
    # Large enough for 12-bit codes and a full table.
    noise = Image.frombytes("L", (128, 96), bytes(zlib.crc32(bytes([i % 256, i // 256])) & 255 for i in range(128 * 96)))
    write("full-table.gif", encode(noise, "GIF"))


def bmp(bits, rows, palette=b"", masks=b"", height=HEIGHT):
    """Returns a BMP of the given rows, in file order and without padding."""
    pixels = b"".join(row + bytes(-len(row) % 4) for row in rows)
    colors, offset = len(palette) // 4, 54 + len(palette) + len(masks)
    header = struct.pack("<2sIII", b"BM", offset + len(pixels), 0, offset)
    kind = 3 if masks else 0
    info = struct.pack("<IiiHHIIiiII", 40, WIDTH, height, 1, bits, kind, 0, 0, 0, colors, 0)
    return header + info + masks + palette + pixels


def bmps():
    write("rgb24.bmp", encode(base, "BMP"))
    write("palette8.bmp", encode(base.quantize(200), "BMP"))
    write("black-and-white.bmp", encode(base.convert("1"), "BMP"))
    write("trailing-bytes.bmp", encode(base, "BMP") + b"trailing")
    write("alpha32.bmp", encode(translucent, "BMP"))
    up = range(HEIGHT - 1, -1, -1)
    pixels = lambda y: [base.getpixel((x, y)) for x in range(WIDTH)]
    unused = [b"".join(bytes([b, g, r, 0]) for r, g, b in pixels(y)) for y in up]
    write("unused-byte32.bmp", bmp(32, unused), base)
    down = [b"".join(bytes([b, g, r]) for r, g, b in pixels(y)) for y in range(HEIGHT)]
    write("top-down.bmp", bmp(24, down, height=-HEIGHT), base)
    few = base.quantize(16)
    palette = few.getpalette()
    quads = b"".join(bytes([*palette[3 * i : 3 * i + 3][::-1], 0]) for i in range(16))
    index = [packed([few.getpixel((x, y)) for x in range(WIDTH)], 4) for y in up]
    write("palette4.bmp", bmp(4, index, quads), few.convert("RGB"))
    words = lambda shift: [
        b"".join(struct.pack("<H", shift(*p)) for p in pixels(y)) for y in up
    ]
    five = words(lambda r, g, b: r >> 3 << 10 | g >> 3 << 5 | b >> 3)
    write("rgb555.bmp", bmp(16, five))
    six = words(lambda r, g, b: r >> 3 << 11 | g >> 2 << 5 | b >> 3)
    write("rgb565.bmp", bmp(16, six, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)))
    old = struct.pack("<2sIIIIHHHH", b"BM", 0, 0, 26, 12, WIDTH, HEIGHT, 1, 24)
    write("os2.bmp", old + b"".join(b"".join(bytes(p[::-1]) for p in pixels(y)) for y in up))


def tiffs():
    tiff = lambda image, **options: encode(image, "TIFF", icc_profile=None, **options)
    differences = {317: 2}
    write("plain.tiff", tiff(base))
    write("lzw.tiff", tiff(base, compression="tiff_lzw"))
    write("lzw-strips.tiff", tiff(base, compression="tiff_lzw", strip_size=500, tiffinfo=differences))
    write("deflate.tiff", tiff(base, compression="tiff_adobe_deflate", tiffinfo=differences))
    write("runs.tiff", tiff(base.quantize(9), compression="packbits"))
    write("black-and-white.tiff", tiff(base.convert("1")))
    write("rgba.tiff", tiff(translucent, compression="tiff_lzw"))
    write("orientation-6.tiff", tiff(base, tiffinfo={274: 6}))
    pages = [ImageOps.flip(base).resize((16, 16))]
    write("pages.tiff", tiff(base, save_all=True, append_images=pages))
    # Large enough for 12-bit codes and a full table.
    noise = Image.frombytes("L", (128, 96), bytes(zlib.crc32(bytes([i % 256, i // 256])) & 255 for i in range(128 * 96)))
    write("full-table.tiff", tiff(noise, compression="tiff_lzw", strip_size=1 << 20))


OUTPUT.mkdir(parents=True, exist_ok=True)
for old in OUTPUT.iterdir():
    # make_heic.py writes those.
    if ".heic" not in old.name:
        old.unlink()
jpegs()
pngs()
webps()
gifs()
bmps()
tiffs()
