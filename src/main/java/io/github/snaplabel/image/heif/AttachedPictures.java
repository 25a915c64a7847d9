package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pictures that belong to the primary one. */
final class AttachedPictures {
  /** More thumbnails than any program writes. */
  private static final int MAX_THUMBNAILS = 8;

  private final HeifContainer container;
  private final PictureReader reader;

  AttachedPictures(HeifContainer container, PictureReader reader) {
    this.container = container;
    this.reader = reader;
  }

  /**
   * Returns the picture of the opacities; null if there is none.
   *
   * @param types names of the type of such a picture
   */
  @Nullable HeifPicture alpha(List<String> types) throws HeifException {
    for (int item : container.references().to(container.primary(), "auxl")) {
      Box box = Box.find(container.properties().of(item), "auxC");
      if (box != null) {
        HeifReader in = box.content();
        in.skip(4);
        if (types.contains(in.text())) {
          return reader.read(item);
        }
      }
    }
    return null;
  }

  /**
   * Returns the thumbnails that show the same as a picture. Those whose description is wrong, as in
   * files of some cameras, or whose kind is not supported, are left out.
   *
   * @throws HeifException if the data of one is not all there, because the file is truncated
   */
  List<HeifPicture> thumbnailsOf(HeifPicture picture) throws HeifException {
    if (picture.isCropped()) {
      return List.of();
    }
    List<HeifPicture> thumbnails = new ArrayList<>();
    List<Integer> items = container.references().to(container.primary(), "thmb");
    for (int item : items.subList(0, Math.min(items.size(), MAX_THUMBNAILS))) {
      ItemData _ = container.locations().data(item);
      readable(item)
          .filter(it -> it.transformations().equals(picture.transformations()))
          .filter(it -> it.size().hasShapeOf(picture.size()))
          .ifPresent(thumbnails::add);
    }
    return List.copyOf(thumbnails);
  }

  private Optional<HeifPicture> readable(int item) {
    try {
      return Optional.of(reader.read(item));
    } catch (HeifException unreadable) {
      return Optional.empty();
    }
  }
}
