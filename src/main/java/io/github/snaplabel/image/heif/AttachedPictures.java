package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alpha plane and the thumbnails of the primary picture. */
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
   * Returns the picture that is the alpha plane of the primary one; null if there is none.
   *
   * @param types URNs, any of which marks an auxiliary picture as an alpha plane
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
   * Returns the thumbnails with the aspect ratio and the transformations of a picture. Those with
   * invalid properties, as some cameras write them, and those of unsupported types are left out.
   *
   * @throws HeifException if the data of one is incomplete because the file is truncated
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
