package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.image.ImageException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A bucket whose objects are labeled by a labeler, or cannot be read for a reason. */
public final class FakeObjects implements ObjectSource {
  /** The name of the bucket. */
  public static final String BUCKET = "photos";

  private final Labeler labeler;
  private final Map<ObjectId, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<ObjectId, Obstacle> obstacles = new ConcurrentHashMap<>();
  private final Map<ObjectId, RuntimeException> failures = new ConcurrentHashMap<>();

  /** How much time was left for each object, in s. */
  final Queue<Long> secondsLeft = new ConcurrentLinkedQueue<>();

  public FakeObjects(Labeler labeler) {
    this.labeler = labeler;
  }

  public ObjectAccess access() {
    return new ObjectAccess.BucketObjects(BUCKET, this);
  }

  public void put(ObjectId object, byte[] content) {
    contents.put(object, content);
  }

  public void obstruct(ObjectId object, Obstacle obstacle) {
    obstacles.put(object, obstacle);
  }

  public void fail(ObjectId object, RuntimeException failure) {
    failures.put(object, failure);
  }

  @Override
  public ReadResult label(ObjectId object, LabelOptions options, long deadline) {
    secondsLeft.add(Math.ceilDiv(deadline - System.nanoTime(), 1_000_000_000));
    if (failures.get(object) != null) {
      return new FailedObject(failures.get(object));
    }
    if (obstacles.get(object) != null) {
      return new UnavailableObject(obstacles.get(object));
    }
    byte[] content = contents.get(object);
    if (content == null) {
      return new UnavailableObject(Obstacle.MISSING);
    }
    try {
      return new LabeledObject(content.length, labeler.label(content, options));
    } catch (ImageException e) {
      return new UnreadableObject(content.length, e);
    }
  }
}
