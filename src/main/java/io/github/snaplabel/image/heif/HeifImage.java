package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary picture of a HEIC file. Its metadata has been parsed and checked; its pixels have not
 * been decoded.
 *
 * <p>Immutable and thread-safe, as long as the file's bytes do not change.
 */
public final class HeifImage {
  private static final List<String> ALPHA =
      List.of("urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha");

  private final HeifPicture picture;
  private final Dimensions size;
  private final @Nullable HeifPicture alpha;
  private final Opacity opacity;
  private final List<HeifPicture> thumbnails;

  private HeifImage(
      HeifPicture picture,
      @Nullable HeifPicture alpha,
      Opacity opacity,
      List<HeifPicture> thumbnails)
      throws HeifException {
    this.picture = picture;
    this.size = picture.displayedSize();
    this.alpha = alpha;
    this.opacity = opacity;
    this.thumbnails = thumbnails;
  }

  /**
   * Parses the metadata of the primary picture, its alpha plane and its thumbnails.
   *
   * @throws HeifException if it is damaged or not supported
   */
  public static HeifImage parse(byte[] file) throws HeifException {
    HeifContainer container = HeifContainer.parse(file);
    PictureReader reader = new PictureReader(container);
    int primary = container.primary();
    HeifPicture picture = reader.read(primary);
    AttachedPictures attached = new AttachedPictures(container, reader);
    HeifPicture alpha = attached.alpha(ALPHA);
    boolean premultiplied = !container.references().from(primary, "prem").isEmpty();
    Opacity opacity =
        alpha == null ? Opacity.OPAQUE : premultiplied ? Opacity.PREMULTIPLIED : Opacity.STRAIGHT;
    return new HeifImage(picture, alpha, opacity, attached.thumbnailsOf(picture));
  }

  /** Returns the width in pixels, after rotation. */
  public int width() {
    return size.width();
  }

  /** Returns the height in pixels, after rotation. */
  public int height() {
    return size.height();
  }

  public Opacity opacity() {
    return opacity;
  }

  /**
   * Returns the maximum number of pixels that {@link #decode} holds in memory at once, of nine
   * bytes each.
   */
  public long pixelsInMemory(HeifDemand demand) {
    HeifPicture source = source(demand);
    long pixels = source.pixelsInMemory(reduction(source, demand));
    return alpha == null ? pixels : pixels + alpha.pixelsInMemory(reduction(alpha, demand));
  }

  /**
   * Decodes the picture, or a thumbnail that meets the demand.
   *
   * @throws HeifException if it is damaged or not supported
   */
  public HeifPixels decode(HeifDemand demand) throws HeifException {
    HeifPicture source = source(demand);
    YuvPlanes planes = decode(source, demand);
    ColorDescription claimed = source.colors();
    ColorDescription colors = claimed == null ? ColorDescription.of(planes) : claimed;
    return new HeifPixels(planes, colors, alpha == null ? null : decode(alpha, demand));
  }

  private static YuvPlanes decode(HeifPicture picture, HeifDemand demand) throws HeifException {
    // The center of a clean aperture need not be the center of the coded picture.
    int centerSide = picture.isCropped() ? Integer.MAX_VALUE : demand.centerSide(picture.size());
    YuvPlanes planes = picture.decode(reduction(picture, demand), centerSide);
    for (Transformation each : picture.transformations()) {
      planes = each.apply(planes);
    }
    return planes;
  }

  private static int reduction(HeifPicture picture, HeifDemand demand) {
    return picture.isCropped() ? 1 : picture.largestReduction(demand.shorterSide());
  }

  /**
   * Returns the smallest picture that meets the demand: the primary one if it has an alpha plane,
   * as thumbnails have none.
   */
  private HeifPicture source(HeifDemand demand) {
    HeifPicture smallest = picture;
    if (demand.thumbnailSide() > 0 && alpha == null) {
      for (HeifPicture each : thumbnails) {
        if (each.size().shorterSide() >= demand.thumbnailSide()
            && each.size().pixels() < smallest.size().pixels()) {
          smallest = each;
        }
      }
    }
    return smallest;
  }
}
