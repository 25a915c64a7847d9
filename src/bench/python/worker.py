"""The process of the peer "python": Pillow and ONNX Runtime, as the original service used them, and pillow-heif.

Reads requests from standard input, "run FILE" or "folder DIRECTORY", and answers each with one line
of JSON, until end of input. Worker.java is the Java counterpart.

    python worker.py MODEL.onnx
"""

import functools
import io
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

SHORTER_SIDE = 256
CROP = 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def open_session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def preprocess(image):
    """TorchVision's Resize, CenterCrop, ToTensor and Normalize."""
    width, height = image.size
    if width <= height:
        size = SHORTER_SIDE, int(SHORTER_SIDE * height / width)
    else:
        size = int(SHORTER_SIDE * width / height), SHORTER_SIDE
    resized = image.resize(size, Image.Resampling.BILINEAR)
    left = round((size[0] - CROP) / 2.0)
    top = round((size[1] - CROP) / 2.0)
    center = resized.crop((left, top, left + CROP, top + CROP))
    values = (np.asarray(center, np.float32) / 255 - MEAN) / DEVIATION
    return np.ascontiguousarray(values.transpose(2, 0, 1)[None])


@functools.cache
def read_heic():
    """Makes Pillow read HEIC, by pillow-heif, which decodes the picture even if there is a thumbnail.

    Called when a HEIC comes, so that it costs other pictures neither time nor memory.
    """
    import pillow_heif

    pillow_heif.register_heif_opener()


def open_picture(data):
    if data[4:8] == b"ftyp":
        read_heic()
    return Image.open(io.BytesIO(data)).convert("RGB")


def label(session, data):
    start = time.perf_counter()
    image = open_picture(data)
    decoded = time.perf_counter()
    pixels = preprocess(image)
    preprocessed = time.perf_counter()
    logits = session.run(None, {session.get_inputs()[0].name: pixels})[0]
    top1 = int(logits[0].argmax())
    end = time.perf_counter()
    return {
        "decodeMs": (decoded - start) * 1e3,
        "preprocessMs": (preprocessed - decoded) * 1e3,
        "inferenceMs": (end - preprocessed) * 1e3,
        "totalMs": (end - start) * 1e3,
        "top1": top1,
    }


class SideBySide:
    """Labels a folder's pictures on all processors, each picture on one of them."""

    def __init__(self, model):
        self.session = open_session(model, 1)
        self.threads = ThreadPoolExecutor(PROCESSORS)

    def run(self, folder):
        files = sorted(Path(folder).iterdir())
        start = time.perf_counter()
        list(self.threads.map(lambda file: label(self.session, file.read_bytes()), files))
        return {"seconds": time.perf_counter() - start}


def main():
    model = sys.argv[1]
    session = open_session(model, PROCESSORS)
    side_by_side = None
    for line in sys.stdin:
        verb, path = line.rstrip("\n").split(" ", 1)
        if verb == "run":
            answer = label(session, Path(path).read_bytes())
        elif verb == "folder":
            side_by_side = side_by_side or SideBySide(model)
            answer = side_by_side.run(path)
        else:
            sys.exit(f"unknown request: {verb}")
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
