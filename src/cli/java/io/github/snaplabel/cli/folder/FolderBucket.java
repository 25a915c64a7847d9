package io.github.snaplabel.cli.folder;

import com.sun.net.httpserver.HttpHandler;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.cli.folder.s3.DamagedTagsException;
import io.github.snaplabel.cli.folder.s3.EmbeddedS3;
import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.cli.folder.s3.TagStore;
import io.github.snaplabel.cli.folder.s3.TagsFile;
import io.github.snaplabel.cli.folder.site.BucketSite;
import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.DroppedFiles;
import io.github.snaplabel.cli.folder.site.LiveEvents;
import io.github.snaplabel.cli.folder.site.SiteImages;
import io.github.snaplabel.cli.folder.site.Thumbnails;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.FolderLock;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.folder.watch.UnusableFolderException;
import io.github.snaplabel.cli.gateway.Integration;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder used as a bucket: an S3 API that serves it, a web page that shows it, and its objects'
 * tags, stored in {@code .snaplabel/tags.json} inside the folder. Thread-safe.
 */
public final class FolderBucket implements AutoCloseable {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

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
   * Opens a folder and its stored tags. A damaged tags file is renamed.
   *
   * @param out receives the progress of labeling
   * @throws UnusableFolderException if the folder cannot be used as a bucket
   */
  public static FolderBucket open(Path path, PrintWriter out)
      throws IOException, UnusableFolderException {
    Screen screen = Screen.of(out);
    Folder folder = Folder.open(path);
    FolderLock lock = FolderLock.take(folder);
    try {
      TagsFile file = new TagsFile(folder.privateFile("tags.json"));
      SortedMap<String, StoredTags> stored = read(file, screen);
      TagStore tags = new TagStore(file, stored);
      ObjectIndex objects = new ObjectIndex(folder);
      stored.forEach((key, entry) -> objects.put(key, entry.version(), entry.eTag()));
      return new FolderBucket(folder, lock, tags, objects, EmbeddedS3.open(objects, tags), screen);
    } catch (IOException | RuntimeException e) {
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
          "%s is damaged: renamed it to %s, labeling all pictures again."
              .formatted(file.path(), file.setAside().getFileName()));
      return new TreeMap<>();
    }
  }

  /** Returns the environment variables that give a function access to the bucket. */
  public Map<String, String> environment() {
    return s3.environment();
  }

  /** Opens the function's log file, replacing that of the last run. */
  public FunctionLog openLog() throws IOException {
    return FunctionLog.open(folder.privateFile("function.log"), screen::line);
  }

  /**
   * Returns the handler of the web page, to be served on {@code /bucket}.
   *
   * @param natives libraries for decoding thumbnails
   * @param heics whether thumbnails of HEIC files are decoded
   * @param hierarchy the classes that label the images
   * @param trained false if the labels are random, which the page then says
   */
  public HttpHandler site(
      NativeLibraries natives, HeicDecoding heics, Hierarchy hierarchy, boolean trained) {
    return new BucketSite(
        new SiteImages(objects, new Thumbnails(natives, heics)),
        new DroppedFiles(folder),
        new LiveEvents(folder.root(), catalog),
        hierarchy,
        trained);
  }

  /**
   * Starts labeling the folder's images and those added later, until the session is closed or the
   * process exits.
   *
   * @param written identifies the function's tags
   * @param concurrency images to process at once
   */
  public FolderSession label(Integration function, FunctionTags written, int concurrency)
      throws IOException {
    NotificationQueue notifications =
        new NotificationQueue(function, objects, tags, catalog, written, concurrency, RETRY_DELAY);
    return FolderSession.start(folder, objects, tags, catalog, notifications, screen);
  }

  @Override
  public void close() throws IOException {
    s3.close();
    lock.close();
  }
}
