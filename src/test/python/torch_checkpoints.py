#!/usr/bin/env python3
"""Writes checkpoints of TorchVision's ResNets in all forms, and PyTorch's logits for given images.

    torch_checkpoints.py FOLDER

FOLDER has images as `*.f32`: float32 [3,224,224], preprocessed. For each network NAME, with seeded
weights: NAME.pth, NAME-stream.pth (the form before PyTorch 1.6), NAME.safetensors, NAME.onnx, and
NAME.json, which has the logits of each image by its file's name.
"""

import json
import pathlib
import sys

import torch
import torchvision
from safetensors.torch import save_file

from make_checkpoints import seed


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
        with torch.no_grad():
            logits = dict(zip(images, network(batch).tolist()))
        (folder / f"{name}.json").write_text(json.dumps(logits))


if __name__ == "__main__":
    main()
