"""Writes the images of src/test/resources/unread, each in an unsupported format.

    pip install pillow==13.0.0 pillow-jxl-plugin==1.3.8
    python3 src/test/python/make_unread.py
"""

import shutil
from pathlib import Path

import pillow_jxl  # noqa: F401, Pillow writes JPEG XL with it
from PIL import Image

ROOT = Path(__file__).parents[3]
OUTPUT = ROOT / "src/test/resources/unread"
SVG = """<?xml version="1.0" encoding="UTF-8"?>
<!-- A drawing as editors write it. -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width="32" height="24"><circle cx="16" cy="12" r="9"/></svg>
"""

photo = Image.open(ROOT / "model/calibration/french-alpine-landscape.jpg").convert("RGB")
base = photo.resize((32, 24))
base.info.clear()

shutil.rmtree(OUTPUT, ignore_errors=True)
OUTPUT.mkdir(parents=True)
base.save(OUTPUT / "photo.avif")
base.save(OUTPUT / "big.tiff", big_tiff=True)
base.save(OUTPUT / "codestream.jxl")
base.save(OUTPUT / "container.jxl", exif=Image.Exif().tobytes())
base.save(OUTPUT / "photo.jp2")
base.save(OUTPUT / "codestream.j2k", no_jp2=True)
(OUTPUT / "drawing.svg").write_text(SVG)
