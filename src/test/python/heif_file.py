"""Takes HEIC files apart, and puts together those that no encoder writes."""

import struct
from dataclasses import dataclass, field


def box(kind, *content):
    data = b"".join(content)
    return struct.pack(">I4s", 8 + len(data), kind.encode()) + data


def full_box(kind, version, flags, *content):
    return box(kind, struct.pack(">I", version << 24 | flags), *content)


def boxes(data):
    """Yields the kind and the content of each box."""
    at = 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind.decode(), data[at + 8 : at + size]
        at += size


def find(data, kind):
    return next(content for name, content in boxes(data) if name == kind)


def coded_picture(heic):
    """Returns the properties `hvcC` and `ispe` of a file's only picture, and its data."""
    meta = find(heic, "meta")[4:]
    properties = find(find(meta, "iprp"), "ipco")
    kept = [box(kind, content) for kind, content in boxes(properties) if kind in ("hvcC", "ispe")]
    return kept[:2], find(heic, "mdat")


def irot(quarter_turns):
    return box("irot", bytes([quarter_turns]))


def imir(axis):
    return box("imir", bytes([axis]))


def clap(width, height, left, top):
    """Cuts out a part: width and height, and twice the offset of its center."""
    return box("clap", struct.pack(">IIIIiIiI", width, 1, height, 1, left, 2, top, 2))


def nclx(matrix, full_range):
    return box("colr", b"nclx", struct.pack(">HHHB", 1, 13, matrix, 0x80 if full_range else 0))


def aux_c(kind):
    return full_box("auxC", 0, 0, kind.encode() + b"\0")


def ispe(width, height):
    return full_box("ispe", 0, 0, struct.pack(">II", width, height))


def grid(rows, columns, width, height, wide=False):
    return struct.pack(">BBBBII" if wide else ">BBBBHH", 0, wide, rows - 1, columns - 1, width, height)


@dataclass
class Item:
    kind: str
    data: bytes
    properties: list = field(default_factory=list)
    references: dict = field(default_factory=dict)
    inline: bool = False
    extents: int = 1


@dataclass
class HeifFile:
    """A file of items, the first of which is the primary one; they have the numbers from 1 on."""

    items: list
    brand: str = "heic"
    wide: bool = False

    def write(self):
        ftyp = box("ftyp", self.brand.encode(), bytes(4), b"mif1heic")
        size = len(ftyp) + len(self.meta(0)) + 8
        body = b"".join(item.data for item in self.items if not item.inline)
        return ftyp + self.meta(size) + box("mdat", body)

    def number(self, value):
        return struct.pack(">I" if self.wide else ">H", value)

    def meta(self, start):
        handler = full_box("hdlr", 0, 0, bytes(4), b"pict", bytes(13))
        primary = full_box("pitm", int(self.wide), 0, self.number(1))
        inline = b"".join(item.data for item in self.items if item.inline)
        parts = [handler, primary, self.iloc(start), self.iinf(), self.iprp()]
        if any(item.references for item in self.items):
            parts.append(self.iref())
        if inline:
            parts.append(box("idat", inline))
        return full_box("meta", 0, 0, *parts)

    def iinf(self):
        entries = [
            full_box("infe", 3 if self.wide else 2, 0, self.number(i), bytes(2), item.kind.encode(), b"\0")
            for i, item in enumerate(self.items, 1)
        ]
        return full_box("iinf", 0, 0, struct.pack(">H", len(entries)), *entries)

    def iloc(self, start):
        """Places the items' data from `start` on; in the wide form, relative to a base of 8 bytes."""
        inline_start = 0
        entries = []
        for i, item in enumerate(self.items, 1):
            at = inline_start if item.inline else start
            method = struct.pack(">H", int(item.inline))
            entry = self.number(i) + method + bytes(2)
            if self.wide:
                entry += struct.pack(">Q", at)
            entry += struct.pack(">H", item.extents)
            step = -(-len(item.data) // item.extents)
            for part in range(0, len(item.data), step):
                length = min(step, len(item.data) - part)
                entry += struct.pack(">II", part if self.wide else at + part, length)
            entries.append(entry)
            if item.inline:
                inline_start += len(item.data)
            else:
                start += len(item.data)
        sizes = bytes([0x44, 0x80 if self.wide else 0])
        count = struct.pack(">I" if self.wide else ">H", len(entries))
        return full_box("iloc", 2 if self.wide else 1, 0, sizes, count, *entries)

    def iprp(self):
        properties = []
        entries = []
        for i, item in enumerate(self.items, 1):
            indices = []
            for each in item.properties:
                if each not in properties:
                    properties.append(each)
                indices.append(properties.index(each) + 1)
            packed = struct.pack(f">{len(indices)}{'H' if self.wide else 'B'}", *indices)
            entries.append(self.number(i) + bytes([len(indices)]) + packed)
        association = full_box(
            "ipma", int(self.wide), int(self.wide), struct.pack(">I", len(entries)), *entries
        )
        return box("iprp", box("ipco", *properties), association)

    def iref(self):
        references = []
        for i, item in enumerate(self.items, 1):
            for kind, to in item.references.items():
                ids = b"".join(map(self.number, to))
                references.append(box(kind, self.number(i), struct.pack(">H", len(to)), ids))
        return full_box("iref", int(self.wide), 0, *references)
