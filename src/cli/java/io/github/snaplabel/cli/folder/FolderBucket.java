package io.github.snaplabel.cli.folder;

import com.sun.net.httpserver.HttpHandler;
import io.github.snaplabel.cli.folder.s3.DamagedTagsException;
import io.github.snaplabel.cli.folder.s3.EmbeddedS3;
import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.cli.folder.s3.TagStore;
import io.github.snaplabel.cli.folder.s3.TagsFile;
import io.github.snaplabel.cli.folder.site.BucketSite;
import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.LiveEvents;
import io.github.snaplabel.cli.folder.site.SiteImages;
import io.github.snaplabel.cli.folder.site.Thumbnails;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.FolderLock;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.folder.watch.UnusableFolderException;
import io.github.snaplabel.cli.gateway.Integration;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder as a bucket: an S3 that serves it, a page that shows it, and the tags of its objects,
 * which are kept in {@code .snaplabel/tags.json} within it. Thread-safe.
 */
public final class FolderBucket implements AutoCloseable {
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

  private final Folder folder;
  private final FolderLock lock;
  private final TagStore tags;
  private final ObjectIndex objects;
  private final EmbeddedS3 s3;
  private final Catalog catalog;
  private final Screen screen;

  private FolderBucket(
      Folder folder,
      FolderLock lock,
      TagStore tags,
      ObjectIndex objects,
      EmbeddedS3 s3,
      Screen screen) {
    this.folder = folder;
    this.lock = lock;
    this.tags = tags;
    this.objects = objects;
    this.s3 = s3;
    this.catalog = new Catalog();
    this.screen = screen;
  }

  /**
   * Opens a folder, with the tags that are kept of it. Damaged tags are set aside.
   *
   * @param out is told what becomes of the pictures
   * @throws UnusableFolderException if it cannot be a bucket
   */
  public static FolderBucket open(Path path, PrintWriter out)
      throws IOException, UnusableFolderException {
    Screen screen = Screen.of(out);
    Folder folder = Folder.open(path);
    FolderLock lock = FolderLock.take(folder);
    try {
      TagsFile file = new TagsFile(folder.own("tags.json"));
      SortedMap<String, StoredTags> kept = read(file, screen);
      TagStore tags = new TagStore(file, kept);
      ObjectIndex objects = new ObjectIndex(folder);
      kept.forEach((key, entry) -> objects.trust(key, entry.stamp(), entry.eTag()));
      return new FolderBucket(folder, lock, tags, objects, EmbeddedS3.open(objects, tags), screen);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static SortedMap<String, StoredTags> read(TagsFile file, Screen screen)
      throws IOException {
    try {
      return file.read();
    } catch (DamagedTagsException e) {
      screen.line(
          "%s is damaged; it is now %s, and all pictures are labelled anew."
              .formatted(file.path(), file.setAside().getFileName()));
      return new TreeMap<>();
    }
  }

  /** The variables by which a function finds the bucket and may use it. */
  public Map<String, String> environment() {
    return s3.environment();
  }

  /** Opens a file for the log of this run, in place of the last one's. */
  public FunctionLog openLog() throws IOException {
    return FunctionLog.open(folder.own("function.log"), screen::line);
  }

  /**
   * The page that shows the bucket, for {@code /bucket} and what is below it.
   *
   * @param natives decode the pictures
   * @param trained whether the labels mean anything; else the page says so
   */
  public HttpHandler site(NativeLibraries natives, boolean trained) {
    return new BucketSite(
        new SiteImages(objects, new Thumbnails(natives)),
        new LiveEvents(folder.root(), catalog),
        trained);
  }

  /**
   * Has the pictures labelled that are there and those that come, until it is closed or this
   * process ends.
   *
   * @param model that the function labels with, its version included
   * @param atOnce pictures side by side at most
   */
  public FolderSession label(Integration function, String model, int atOnce) throws IOException {
    NotificationQueue tagging =
        new NotificationQueue(function, objects, tags, catalog, model, atOnce, RETRY_PAUSE);
    return FolderSession.start(folder, objects, tags, catalog, tagging, screen);
  }

  @Override
  public void close() throws IOException {
    s3.close();
    lock.close();
  }
}
