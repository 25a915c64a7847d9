"""A ResNet-18 fine-tuned to the twelve classes of model/README.md.

Nothing is downloaded. The convolutions have seeded weights; the batch normalizations are measured, and the last layer
is solved, on the photos of model/, so that the network knows these photos by their names and nothing else. That is
enough to see whether each label arrives where it should.
"""

import torch
from PIL import Image
from torchvision import models, transforms

from documents import ROOT

# In the order of the label file in model/README.md.
CLASSES = 12
PHOTOS = {
    "examples/chelsea.png": 0,
    "calibration/locomotion-house-cat.jpg": 0,
    "examples/coffee.png": 1,
    "calibration/airplane-from-above.jpg": 2,
    "examples/rocket.jpg": 3,
    "calibration/nagasaki-boats.jpg": 4,
    "calibration/french-alpine-landscape.jpg": 5,
    "self-test.jpg": 5,
    "calibration/dust-bowl-home.jpg": 6,
    "examples/camera.png": 7,
    "calibration/acanthus-mollis.jpg": 8,
    "calibration/allium-oreophilum.jpg": 9,
}
# The logit of a photo's class above the others: a probability of about 99 %.
LOGIT = 8

PREPARE = transforms.Compose([
    transforms.Resize(256),
    transforms.CenterCrop(224),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


@torch.no_grad()
def tuned():
    torch.manual_seed(12)
    network = models.resnet18()
    network.fc = torch.nn.Identity()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None  # the average of what it sees
    images = torch.stack([PREPARE(Image.open(ROOT / "model" / name).convert("RGB")) for name in PHOTOS])
    network(images)
    features = network.eval()(images)
    # Ridge regression in dual form, as there are more features than photos.
    wanted = LOGIT * torch.nn.functional.one_hot(torch.tensor(list(PHOTOS.values())), CLASSES).float()
    kernel = features @ features.T
    ridge = 1e-3 * kernel.diagonal().mean() * torch.eye(len(PHOTOS))
    network.fc = torch.nn.Linear(features.shape[1], CLASSES)
    network.fc.weight.copy_((features.T @ torch.linalg.solve(kernel + ridge, wanted)).T)
    network.fc.bias.zero_()
    return network


network = tuned()
