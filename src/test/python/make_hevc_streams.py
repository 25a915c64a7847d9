"""Makes the HEVC streams of the tests and the hashes of their planes.

Encodes a drawn picture with x265 (through ffmpeg) and with HM, the reference software of ITU-T
H.265, which has the tools that x265 lacks. The expected planes are those of HM's decoder. Where
ffmpeg's decoder implements the tools of a stream, it must agree.

    python3 src/test/python/make_hevc_streams.py TAPP_ENCODER TAPP_DECODER HM_CFG_DIRECTORY

Writes src/test/resources/hevc/*.hevc and planes.sha256. video.hevc, which must be refused, has no
hash.
"""

import hashlib
import math
import pathlib
import random
import subprocess
import sys
import tempfile

OUTPUT = pathlib.Path("src/test/resources/hevc")

# Name, pixel format, width, height, parameters of x265.
X265 = [
    ("main", "yuv420p", 80, 64, "crf=30"),
    ("fine", "yuv420p", 48, 32, "crf=4:no-wpp=1"),
    ("coarse", "yuv420p", 128, 96, "crf=45:no-wpp=1"),
    ("ctu16", "yuv420p", 72, 56, "crf=32:ctu=16:no-strong-intra-smoothing=1"),
    ("min-cu16", "yuv420p", 64, 48, "crf=32:ctu=32:min-cu-size=16:tu-intra-depth=3"),
    ("aq", "yuv420p", 80, 64, "crf=32:aq-mode=2:qg-size=8:cbqpoffs=-5:crqpoffs=7"),
    ("lossless", "yuv420p", 32, 24, "lossless=1"),
    ("cu-lossless", "yuv420p", 48, 40, "crf=24:cu-lossless=1:rd=6"),
    ("transform-skip", "yuv420p", 64, 48, "crf=30:tskip=1"),
    ("default-scaling-list", "yuv420p", 64, 64, "crf=28:scaling-list=default"),
    ("slices", "yuv420p", 64, 96, "crf=34:slices=3:ctu=16"),
    ("no-filters", "yuv420p", 64, 48, "crf=34:no-deblock=1:no-sao=1"),
    ("deblock-offsets", "yuv420p", 64, 48, "crf=38:deblock=4,-3:no-sao=1"),
    ("no-sign-hiding", "yuv420p", 64, 48, "crf=28:no-signhide=1"),
    ("main10", "yuv420p10le", 64, 48, "crf=28"),
    ("main12", "yuv420p12le", 48, 48, "crf=26"),
    ("gray", "gray", 56, 40, "crf=28"),
    ("gray12", "gray12le", 56, 40, "crf=28"),
    ("422", "yuv422p", 64, 48, "crf=28"),
    ("422-10", "yuv422p10le", 64, 48, "crf=30"),
    ("444", "yuv444p", 64, 48, "crf=30"),
    ("444-17x33", "yuv444p", 17, 33, "crf=24"),
    ("444-12", "yuv444p12le", 48, 32, "crf=28"),
]

MAIN = "encoder_intra_main.cfg"
RANGE_EXTENSIONS = "encoder_intra_main_rext.cfg"

TILES = {"MaxCUWidth": 16, "MaxCUHeight": 16, "MaxPartitionDepth": 2, "QuadtreeTULog2MaxSize": 4}
TOOLS = {
    "TransformSkipLog2MaxSize": 4,
    "ImplicitResidualDPCM": 1,
    "ResidualRotation": 1,
    "SingleSignificanceMapContext": 1,
    "GolombRiceParameterAdaptation": 1,
    "CrossComponentPrediction": 0,
}

# Name, configuration, chroma format, bit depth, width, height, other parameters of HM.
HM = [
    ("main-8x8", MAIN, 420, 8, 8, 8, {"QP": 20}),
    ("main-2x2", MAIN, 420, 8, 2, 2, {"QP": 20}),
    (
        "tiles",
        MAIN, 420, 8, 96, 80,
        {**TILES, "QP": 34, "TileUniformSpacing": 1, "NumTileColumnsMinus1": 2,
         "NumTileRowsMinus1": 1},
    ),
    (
        "separate-tiles",
        MAIN, 420, 8, 96, 80,
        {**TILES, "QP": 34, "TileUniformSpacing": 0, "NumTileColumnsMinus1": 1,
         "TileColumnWidthArray": "2", "NumTileRowsMinus1": 2, "TileRowHeightArray": "1 3",
         "LFCrossTileBoundaryFlag": 0, "MaxCuDQPDepth": 1, "MaxDeltaQP": 3},
    ),
    (
        "tiles-in-slices",
        MAIN, 420, 8, 96, 64,
        {**TILES, "QP": 34, "TileUniformSpacing": 1, "NumTileColumnsMinus1": 1,
         "NumTileRowsMinus1": 1, "SliceMode": 3, "SliceArgument": 1,
         "LFCrossSliceBoundaryFlag": 0},
    ),
    (
        "tiles-with-wavefronts",
        MAIN, 420, 8, 96, 64,
        {**TILES, "QP": 34, "TileUniformSpacing": 1, "NumTileColumnsMinus1": 1,
         "NumTileRowsMinus1": 0, "WaveFrontSynchro": 1},
    ),
    (
        "dependent-slices",
        MAIN, 420, 8, 96, 80,
        {**TILES, "QP": 34, "SliceMode": 1, "SliceArgument": 14, "SliceSegmentMode": 1,
         "SliceSegmentArgument": 4, "MaxCuDQPDepth": 1, "MaxDeltaQP": 3},
    ),
    (
        "dependent-slices-with-wavefronts",
        MAIN, 420, 8, 96, 80,
        {**TILES, "QP": 34, "SliceSegmentMode": 1, "SliceSegmentArgument": 4,
         "WaveFrontSynchro": 1},
    ),
    (
        "separate-slices",
        MAIN, 420, 8, 96, 80,
        {**TILES, "QP": 34, "SliceMode": 1, "SliceArgument": 5, "LFCrossSliceBoundaryFlag": 0},
    ),
    (
        "slice-deblocking",
        MAIN, 420, 8, 64, 64,
        {"QP": 36, "LoopFilterOffsetInPPS": 0, "LoopFilterBetaOffset_div2": 3,
         "LoopFilterTcOffset_div2": -2, "SliceMode": 1, "SliceArgument": 1},
    ),
    (
        "pcm",
        MAIN, 420, 8, 40, 32,
        {"QP": 1, "PCMEnabledFlag": 1, "PCMLog2MinSize": 3, "PCMLog2MaxSize": 5, "noise": 1},
    ),
    (
        "pcm-unfiltered",
        RANGE_EXTENSIONS, 422, 10, 40, 32,
        {"QP": 1, "PCMEnabledFlag": 1, "PCMLog2MinSize": 3, "PCMLog2MaxSize": 4,
         "PCMFilterDisableFlag": 1, "PCMInputBitDepthFlag": 1, "CrossComponentPrediction": 0,
         "noise": 1},
    ),
    ("scaling-lists", MAIN, 420, 8, 64, 64, {"QP": 26, "ScalingList": 2}),
    (
        "scaling-lists-444",
        RANGE_EXTENSIONS, 444, 8, 64, 64,
        {"QP": 30, "ScalingList": 2, "CrossComponentPrediction": 0},
    ),
    (
        "mixed-lossless",
        MAIN, 420, 8, 48, 32,
        {"QP": 30, "TransquantBypassEnableFlag": 1, "CostMode": "mixed_lossless_lossy"},
    ),
    ("range-extensions", RANGE_EXTENSIONS, 420, 8, 48, 32, {"QP": 12, **TOOLS, "noise": 1}),
    (
        "range-extensions-lossless",
        RANGE_EXTENSIONS, 444, 8, 32, 24,
        {"QP": 0, **TOOLS, "TransquantBypassEnableFlag": 1, "CUTransquantBypassFlagForce": 1,
         "CostMode": "lossless"},
    ),
    (
        "range-extensions-12",
        RANGE_EXTENSIONS, 422, 12, 48, 32,
        {"QP": 10, **TOOLS, "IntraReferenceSmoothing": 0},
    ),
    (
        "cross-component-prediction",
        RANGE_EXTENSIONS, 444, 10, 48, 40,
        {"QP": 20, "CrossComponentPrediction": 1},
    ),
    (
        "chroma-qp-offsets",
        RANGE_EXTENSIONS, 444, 8, 64, 48,
        {"QP": 28, "MaxCUChromaQpAdjustmentDepth": 1, "CrossComponentPrediction": 0},
    ),
    (
        "delta-qp",
        MAIN, 420, 8, 96, 64,
        {"QP": 36, "MaxCuDQPDepth": 2, "MaxDeltaQP": 6, "CbQpOffset": 6, "CrQpOffset": -9},
    ),
]

PIXEL_FORMATS = {400: "gray", 420: "yuv420p", 422: "yuv422p", 444: "yuv444p"}


def sample(x, y, component, noise):
    """Draws a disk and stripes on a gradient; 0 to 1."""
    if noise:
        return noise.random()
    value = 0.25 + 0.3 * x + 0.2 * y * (component + 1) / 3
    if math.hypot(x - 0.4, y - 0.5) < 0.3:
        value = 0.9 - 0.25 * component - 0.2 * x
    if x > 0.6 and int(24 * (x + y)) % 3 == 0:
        value = 0.2 + 0.2 * component
    return value + 0.02 * math.sin(91 * x + 57 * y)


def draw(path, pixel_format, width, height, noisy=False):
    noise = random.Random(7) if noisy else None
    depth = 12 if "12" in pixel_format else 10 if "10" in pixel_format else 8
    across = 2 if "420" in pixel_format or "422" in pixel_format else 1
    down = 2 if "420" in pixel_format else 1
    raw = bytearray()
    for component in range(1 if pixel_format.startswith("gray") else 3):
        columns = width // across if component else width
        rows = height // down if component else height
        for y in range(rows):
            for x in range(columns):
                at = (x + 0.5) / columns, (y + 0.5) / rows
                value = min(1, max(0, sample(*at, component, noise)))
                number = round(value * ((1 << depth) - 1))
                raw += number.to_bytes(1 if depth == 8 else 2, "little")
    path.write_bytes(raw)


def run(*command):
    return subprocess.run(
        [str(part) for part in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ).stdout


def encode_with_x265(raw, stream, pixel_format, width, height, parameters):
    draw(raw, pixel_format, width, height)
    parameters = "log-level=none:pools=1:frame-threads=1:keyint=1:info=0:" + parameters
    size = f"{width}x{height}"
    run("ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", pixel_format, "-s", size,
        "-i", raw, "-c:v", "libx265", "-x265-params", parameters, stream)


def encode_video(raw, stream):
    """Writes two pictures, of which the second is predicted from the first."""
    draw(raw, "yuv420p", 64, 48)
    raw.write_bytes(raw.read_bytes() * 2)
    parameters = "log-level=none:pools=1:frame-threads=1:keyint=9:bframes=0:info=0:crf=34"
    run("ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "64x48",
        "-i", raw, "-c:v", "libx265", "-x265-params", parameters, stream)


def write_scaling_lists(path):
    """Writes lists that differ in every size and component, in the format of HM."""
    numbers = random.Random(11)
    lines = []
    for log2 in range(2, 6):
        side = 1 << log2
        for prediction in ("INTRA", "INTER"):
            for component in ("LUMA", "CHROMAU", "CHROMAV")[: 1 if log2 == 5 else 3]:
                name = f"{prediction}{side}X{side}_{component}"
                count = 16 if log2 == 2 else 64
                lines += [name, "".join(f"{numbers.randint(8, 40)}," for _ in range(count))]
                if log2 > 3:
                    lines += [name + "_DC", f"{numbers.randint(8, 24)},"]
    path.write_text("\n".join(lines) + "\n")


def encode_with_hm(encoder, cfg, raw, stream, chroma, depth, width, height, parameters):
    parameters = dict(parameters)
    pixel_format = PIXEL_FORMATS[chroma] + ("" if depth == 8 else f"{depth}le")
    draw(raw, pixel_format, width, height, parameters.pop("noise", 0))
    lists = raw.with_suffix(".lists")
    write_scaling_lists(lists)
    options = {
        "InputFile": raw, "BitstreamFile": stream, "ReconFile": raw.with_suffix(".recon"),
        "SourceWidth": width, "SourceHeight": height, "FramesToBeEncoded": 1, "FrameRate": 30,
        "InputBitDepth": depth, "InternalBitDepth": depth, "InputChromaFormat": chroma,
        "ChromaFormatIDC": chroma, "IntraPeriod": 1, "Level": "4", "ConformanceWindowMode": 1,
        "ScalingListFile": lists, **parameters,
    }
    run(encoder, "-c", cfg, *[f"--{name}={value}" for name, value in options.items()])


def planes(decoder, stream, output):
    """Returns the planes of HM's decoder, samples of more than 8 bits in little-endian order."""
    run(decoder, "-b", stream, "-o", output, "-d", "0")
    expected = output.read_bytes()
    other = run("ffmpeg", "-v", "error", "-i", stream, "-f", "rawvideo", "-")
    if other != expected:
        print(f"{stream.name}: ffmpeg's decoder differs from HM's")
    return expected


def main(encoder, decoder, cfg_directory):
    OUTPUT.mkdir(parents=True, exist_ok=True)
    lines = []
    with tempfile.TemporaryDirectory() as directory:
        raw = pathlib.Path(directory, "picture.yuv")
        output = pathlib.Path(directory, "decoded.yuv")
        for name, pixel_format, width, height, parameters in X265:
            stream = OUTPUT / f"{name}.hevc"
            encode_with_x265(raw, stream, pixel_format, width, height, parameters)
            lines.append((name, planes(decoder, stream, output)))
        for name, cfg, chroma, depth, width, height, parameters in HM:
            stream = OUTPUT / f"{name}.hevc"
            cfg = pathlib.Path(cfg_directory, cfg)
            encode_with_hm(encoder, cfg, raw, stream, chroma, depth, width, height, parameters)
            lines.append((name, planes(decoder, stream, output)))
        encode_video(raw, OUTPUT / "video.hevc")
    hashes = [f"{hashlib.sha256(data).hexdigest()}  {name}.hevc" for name, data in sorted(lines)]
    (OUTPUT / "planes.sha256").write_text("\n".join(hashes) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
