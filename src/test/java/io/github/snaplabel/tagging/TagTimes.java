package io.github.snaplabel.tagging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;

/** Records when a client reads and writes the tags of each object. Thread-safe. */
final class TagTimes implements ExecutionInterceptor {
  /** From the start of a read to the end of the write after it, in ns. */
  private record Span(long start, long end) {}

  private final Map<String, Long> reads = new ConcurrentHashMap<>();
  private final Map<String, List<Span>> spans = new ConcurrentHashMap<>();

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof GetObjectTaggingRequest read) {
      reads.put(read.key(), System.nanoTime());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof PutObjectTaggingRequest write) {
      Long read = reads.remove(write.key());
      if (read != null) {
        spans
            .computeIfAbsent(write.key(), _ -> new CopyOnWriteArrayList<>())
            .add(new Span(read, System.nanoTime()));
      }
    }
  }

  /** Returns whether another writer's operation overlaps one of our spans from read to write. */
  boolean isBetweenReadAndWrite(String key, long start, long end) {
    return spans.getOrDefault(key, List.of()).stream()
        .anyMatch(span -> start - span.end() <= 0 && span.start() - end <= 0);
  }
}
