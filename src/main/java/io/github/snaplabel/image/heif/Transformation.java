package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.ArrayList;
import java.util.List;

/** A transformation applied to a picture after decoding (ISO/IEC 23008-12, 6.5). */
sealed interface Transformation
    permits Transformation.Rotation, Transformation.Mirroring, CleanAperture {
  /** Rotates by quarter turns, counter-clockwise. */
  record Rotation(int quarterTurns) implements Transformation {
    @Override
    public Dimensions apply(Dimensions size) {
      return quarterTurns % 2 == 0 ? size : new Dimensions(size.height(), size.width());
    }

    @Override
    public YuvPlanes apply(YuvPlanes planes) {
      return PlaneTransformer.rotate(planes, quarterTurns);
    }
  }

  /** Swaps left and right, or top and bottom. */
  record Mirroring(boolean leftRight) implements Transformation {
    @Override
    public Dimensions apply(Dimensions size) {
      return size;
    }

    @Override
    public YuvPlanes apply(YuvPlanes planes) {
      return PlaneTransformer.mirror(planes, leftRight);
    }
  }

  /** Returns the size of a picture after the transformation, given its size before. */
  Dimensions apply(Dimensions size) throws HeifException;

  /** Returns the transformed picture. */
  YuvPlanes apply(YuvPlanes planes) throws HeifException;

  /**
   * Returns the transformations among the properties of an item, in the order in which they apply.
   *
   * @throws HeifException if one of them is not supported
   */
  static List<Transformation> all(List<Box> properties) throws HeifException {
    List<Transformation> transformations = new ArrayList<>();
    for (Box box : properties) {
      switch (box.type()) {
        case "irot" -> transformations.add(new Rotation(box.content().u8() & 3));
        case "imir" -> transformations.add(new Mirroring((box.content().u8() & 1) != 0));
        case "clap" -> transformations.add(CleanAperture.parse(box.content()));
        case "iscl" -> throw HeifException.unsupported("A HEIC that is scaled is not supported");
        default -> {}
      }
    }
    return List.copyOf(transformations);
  }
}
