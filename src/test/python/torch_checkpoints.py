#!/usr/bin/env python3
"""Writes TorchVision's ResNets in all formats, two other classifiers in ONNX, and PyTorch's logits for given images.

    torch_checkpoints.py FOLDER

FOLDER has images as `*.f32`: float32 [3,224,224], preprocessed. For each network NAME, with seeded
weights: NAME.pth, NAME-stream.pth (the form before PyTorch 1.6), NAME.safetensors, NAME.onnx, and
NAME.json, which has the logits of each image by its file's name. MobileNetV2 and a small vision transformer are written
as NAME.onnx, for any number of images at once.
"""

import json
import pathlib
import sys

import torch
import torchvision
from torch import nn
from safetensors.torch import save_file

from make_checkpoints import seed


class SmallVit(nn.Module):
    """Returns a vision transformer with two layers, four heads and 12 classes for images of 224 pixels."""

    def __init__(self, width=64, heads=4):
        super().__init__()
        self.heads = heads
        self.patches = nn.Conv2d(3, width, 32, 32)
        self.positions = nn.Parameter(torch.randn(1, 49, width))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(4))
        self.qkv = nn.ModuleList(nn.Linear(width, 3 * width) for _ in range(2))
        self.projections = nn.ModuleList(nn.Linear(width, width) for _ in range(2))
        self.mlps = nn.ModuleList(
            nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)) for _ in range(2)
        )
        self.head = nn.Linear(width, 12)

    def attend(self, x, layer):
        batch, tokens, width = x.shape
        parts = self.qkv[layer](x).reshape(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        weights = (query @ key.transpose(-2, -1) * query.shape[-1] ** -0.5).softmax(-1)
        return self.projections[layer]((weights @ value).transpose(1, 2).reshape(batch, tokens, width))

    def forward(self, images):
        x = self.patches(images).flatten(2).transpose(1, 2) + self.positions
        for layer in range(2):
            x = x + self.attend(self.norms[2 * layer](x), layer)
            x = x + self.mlps[layer](self.norms[2 * layer + 1](x))
        return self.head(x.mean(1))


def write_logits(network, folder, name, images, batch):
    with torch.no_grad():
        logits = dict(zip(images, network(batch).tolist()))
    (folder / f"{name}.json").write_text(json.dumps(logits))


def main():
    folder = pathlib.Path(sys.argv[1])
    images = {
        file.name: torch.frombuffer(bytearray(file.read_bytes()), dtype=torch.float32)
        for file in sorted(folder.glob("*.f32"))
    }
    batch = torch.stack([image.reshape(3, 224, 224) for image in images.values()])
    for number, name in enumerate(("resnet18", "resnet34", "resnet50")):
        network = seed(getattr(torchvision.models, name)(), number)
        state = network.state_dict()
        torch.save(state, folder / f"{name}.pth")
        torch.save({"model": state}, folder / f"{name}-stream.pth", _use_new_zipfile_serialization=False)
        save_file(state, folder / f"{name}.safetensors")
        torch.onnx.export(network, batch[:1], folder / f"{name}.onnx")
        write_logits(network, folder, name, images, batch)
    torch.manual_seed(5)
    others = {"mobilenet_v2": seed(torchvision.models.mobilenet_v2(num_classes=12), 3), "vit": SmallVit().eval()}
    for name, network in others.items():
        axes = {"images": {0: "batch"}}
        torch.onnx.export(
            network, batch[:1], folder / f"{name}.onnx", input_names=["images"], dynamic_axes=axes, opset_version=16
        )
        write_logits(network, folder, name, images, batch)


if __name__ == "__main__":
    main()
