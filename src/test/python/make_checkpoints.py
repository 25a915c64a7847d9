#!/usr/bin/env python3
"""Writes the small checkpoints of src/test/resources/checkpoints, and PyTorch's logits for each.

They are TorchVision's ResNets with few channels and seeded weights, written by PyTorch and by the
safetensors package. `answers.json` has the logits of each file for the picture of `picture()`,
which the tests make again. Needs PyTorch, TorchVision and safetensors (CONTRIBUTING.md).

    make_checkpoints.py            writes the files
    make_checkpoints.py --check    compares the recorded logits with those of the committed files
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import save_file
from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet

FOLDER = pathlib.Path(__file__).parents[1] / "resources/checkpoints"
CLASSES = 5
# Channels of each stage instead of 64, 128, 256 and 512.
WIDTHS = {64: 4, 128: 4, 256: 8, 512: 8}


class NarrowResNet(ResNet):
    """Returns TorchVision's ResNet with the channels of WIDTHS."""

    def __init__(self, block, layers, **options):
        super().__init__(block, layers, num_classes=CLASSES, **options)
        self.conv1 = nn.Conv2d(3, WIDTHS[64], kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTHS[64])
        self.fc = nn.Linear(WIDTHS[512] * block.expansion, CLASSES)

    def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
        if planes == 64:
            self.inplanes = WIDTHS[64]
        return super()._make_layer(block, WIDTHS[planes], blocks, stride, dilate)


def seed(network, number):
    """Sets weights with which no layer is trivial, and switches to evaluation mode."""
    generator = torch.Generator().manual_seed(number)
    for name, tensor in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        noise = torch.randn(tensor.shape, generator=generator)
        if tensor.dim() > 1:
            fan_in = tensor[0].numel()
            value = noise * (2 / fan_in) ** 0.5
        elif name.endswith("running_var"):
            value = 1 + 0.2 * noise.abs()
        elif name.endswith("weight"):
            value = 0.5 + 0.1 * noise
        else:
            value = 0.1 * noise
        tensor.copy_(value)
    return network.eval()


def picture():
    """Returns an input [1,3,224,224] whose values are exact in float32."""
    values = torch.arange(3 * 224 * 224, dtype=torch.int64) * 7919 % 509
    return (values.to(torch.float32) / 128 - 2).reshape(1, 3, 224, 224)


def prefixed(prefix, state):
    return {prefix + name: tensor for name, tensor in state.items()}


def old(entries, file):
    torch.save(entries, file, _use_new_zipfile_serialization=False)


def networks():
    """Yields each file's name, its network, and a function that writes it."""
    basic = seed(NarrowResNet(BasicBlock, [2, 1, 1, 1]), 1)
    yield "basic.pth", basic, lambda file: torch.save(basic.state_dict(), file)
    yield "basic-stream.pth", basic, lambda file: old(basic.state_dict(), file)
    yield "basic.safetensors", basic, lambda file: save_file(basic.state_dict(), file)

    # As written by PyTorch Lightning and DistributedDataParallel: in an entry, with prefixes, next to the
    # state of an optimizer; the last layer behind a dropout; parameters, not plain tensors.
    wrapped = NarrowResNet(Bottleneck, [1, 1, 1, 1])
    wrapped.fc = nn.Sequential(nn.Dropout(0.2), wrapped.fc)
    seed(wrapped, 2)
    optimizer = torch.optim.SGD(wrapped.parameters(), lr=0.1, momentum=0.9)
    tensors = prefixed("module.backbone.", dict(wrapped.state_dict(keep_vars=True)))
    checkpoint = {"epoch": 7, "best": 0.5, "state_dict": tensors, "optimizer": optimizer.state_dict()}
    yield "bottleneck-wrapped.pth", wrapped, lambda file: torch.save(checkpoint, file)

    for kind, name in (
        (torch.float16, "float16.pth"),
        (torch.bfloat16, "bfloat16.safetensors"),
        (torch.float64, "float64-stream.pth"),
    ):
        rounded = seed(NarrowResNet(BasicBlock, [1, 1, 1, 1]), 3).to(kind)
        yield name, *stored(rounded, name)
    # ResNeXt with grouped convolutions; float16 to keep the file small.
    groups = seed(NarrowResNet(Bottleneck, [1, 1, 1, 1], groups=2, width_per_group=64), 4).half()
    yield "groups.safetensors", *stored(groups, "groups.safetensors")
    # Kernels in another memory order.
    strided = seed(NarrowResNet(BasicBlock, [1, 1, 1, 1]), 5).to(memory_format=torch.channels_last)
    yield "channels-last.pth", *stored(strided.half(), "channels-last.pth")


def stored(network, name):
    """Returns the network in float32, which PyTorch uses here, and its original element type."""
    state = {
        key: value.clone(memory_format=torch.preserve_format)
        for key, value in network.state_dict().items()
    }
    if name.endswith("safetensors"):
        return network.float(), lambda file: save_file(state, file)
    if name.endswith("stream.pth"):
        return network.float(), lambda file: old({"model": state}, file)
    return network.float(), lambda file: torch.save({"model_state_dict": state}, file)


def main():
    answers = {}
    for name, network, write in networks():
        with torch.no_grad():
            answers[name] = [round(x, 6) for x in network(picture())[0].tolist()]
        if "--check" not in sys.argv:
            write(FOLDER / name)
    if "--check" not in sys.argv:
        (FOLDER / "answers.json").write_text(json.dumps(answers, indent=1) + "\n")
        return
    recorded = json.loads((FOLDER / "answers.json").read_text())
    assert recorded.keys() == answers.keys(), "other files"
    for name, logits in answers.items():
        difference = max(abs(a - b) for a, b in zip(logits, recorded[name]))
        assert difference < 1e-4, f"{name}: PyTorch's logits differ by {difference}"
    print(f"{len(answers)} small checkpoints: PyTorch's logits match the recorded ones")


if __name__ == "__main__":
    main()
