package io.github.snaplabel.image;

import java.util.ArrayList;
import java.util.List;

/** Collects unusual images. */
abstract class UnusualImageList {
  final List<UnusualImage> images = new ArrayList<>();

  /** Adds an image that has the pixels of another one, which is not odd. */
  final void like(String name, byte[] file, byte[] likeFile) {
    images.add(UnusualImage.like(name, file, likeFile));
  }

  /** Adds an image that is rejected as damaged. */
  final void corrupt(String name, byte[] file) {
    images.add(UnusualImage.corrupt(name, file));
  }
}
