package io.github.snaplabel.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.cli.folder.s3.TagStore;
import io.github.snaplabel.cli.folder.s3.TagsFile;
import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.CatalogEntry;
import io.github.snaplabel.cli.folder.site.CatalogEntry.State;
import io.github.snaplabel.cli.folder.site.TaggedLabel;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.gateway.Integration;
import io.github.snaplabel.cli.lambda.FailureKind;
import io.github.snaplabel.cli.lambda.FunctionError;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the queue with functions implemented in the test itself. */
class NotificationQueueTest {
  private static final InvocationResult FAILURE =
      new Failure(FailureKind.HANDLER, new FunctionError("Broken", "why", Payload.of("{}")));

  private static final Set<State> UNFINISHED =
      EnumSet.of(State.WAITING, State.WORKING, State.RETRYING);

  private static final FunctionTags WRITTEN = new FunctionTags("m/1", "snaplabel");

  @TempDir Path root;

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<State> states = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Catalog catalog = new Catalog();
  private ObjectIndex objects;
  private TagStore tags;

  @BeforeEach
  void open() throws Exception {
    objects = new ObjectIndex(Folder.open(root));
    tags = new TagStore(new TagsFile(root.resolve(".snaplabel/tags.json")), new TreeMap<>());
    Files.writeString(root.resolve("a b+ä.jpg"), "hello");
    catalog.listen((_, now) -> {
      if (now != null) {
        states.add(now.state());
        if (!UNFINISHED.contains(now.state())) {
          done.countDown();
        }
      }
    });
  }

  private CatalogEntry tagged(Integration function) throws Exception {
    Integration noting =
        event -> {
          events.add(event.text());
          return function.invoke(event);
        };
    try (NotificationQueue queue =
        new NotificationQueue(noting, objects, tags, catalog, WRITTEN, 1, Duration.ofMillis(1))) {
      queue.enqueue(CatalogEntry.waiting("a b+ä.jpg", 0));
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    return catalog.find("a b+ä.jpg").orElseThrow();
  }

  private InvocationResult label() {
    tag(Map.of("snaplabel:labels", "tabby=0.900 / a=b=0.050"));
    return answer("labeled");
  }

  private void tag(Map<String, String> wanted) {
    try {
      tags.tag(objects.find("a b+ä.jpg").orElseThrow(), wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InvocationResult answer(String outcome) {
    return new Success(Payload.of("[{\"outcome\":\"%s\"}]".formatted(outcome)));
  }

  @Test
  void aFileIsSentAsAnS3EventAndGetsItsLabels() throws Exception {
    CatalogEntry picture = tagged(_ -> label());

    assertThat(picture.labels())
        .containsExactly(new TaggedLabel("tabby", 0.9), new TaggedLabel("a=b", 0.05));
    assertThat(states).containsExactly(State.WAITING, State.WORKING, State.TAGGED);
    assertThat(events)
        .singleElement()
        .asString()
        .contains(
            "\"eventName\":\"ObjectCreated:Put\"",
            "\"key\":\"a+b%2B%C3%A4.jpg\"",
            "\"size\":5",
            "\"eTag\":\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void contentLabeledByThisModelIsNotSentAgain() throws Exception {
    tag(Map.of("snaplabel:labels", "tabby=0.900"));
    tags.recordResultIf(
        () -> true,
        objects.find("a b+ä.jpg").orElseThrow(),
        new StoredTags.TaggingResult("labeled", "m/1", "snaplabel"));

    assertThat(tagged(_ -> FAILURE).labels()).hasSize(1);
    assertThat(events).isEmpty();
  }

  @Test
  void tagsOfOthersAreNotTakenForTheFunctions() throws Exception {
    CatalogEntry picture =
        tagged(_ -> {
          tag(
              Map.of(
                  "photos:labels", "mine=1.000",
                  "photos:error", "none",
                  "a:snaplabel:labels", "yours=1.000",
                  "snaplabel:labels", "tabby=0.900"));
          return answer("labeled");
        });

    assertThat(picture.state()).isEqualTo(State.TAGGED);
    assertThat(picture.labels()).containsExactly(new TaggedLabel("tabby", 0.9));
  }

  @Test
  void labelsUnderThePrefixOfAnEarlierRunAreShown() throws Exception {
    tag(Map.of("old:labels", "tabby=0.900", "snaplabel:labels", "mine=1.000"));
    tags.recordResultIf(
        () -> true,
        objects.find("a b+ä.jpg").orElseThrow(),
        new StoredTags.TaggingResult("labeled", "m/1", "old"));

    assertThat(tagged(_ -> FAILURE).labels()).containsExactly(new TaggedLabel("tabby", 0.9));
  }

  @Test
  void contentLabeledByAnotherModelIsSentAgain() throws Exception {
    tags.recordResultIf(
        () -> true,
        objects.find("a b+ä.jpg").orElseThrow(),
        new StoredTags.TaggingResult("labeled", "m/0", "snaplabel"));

    assertThat(tagged(_ -> label()).labels()).hasSize(2);
  }

  @Test
  void aFailureIsRetriedTwice() throws Exception {
    CatalogEntry picture = tagged(_ -> FAILURE);

    assertThat(events).hasSize(3);
    assertThat(picture.state()).isEqualTo(State.FAILED);
    assertThat(picture.error()).isEqualTo("The function reported an error: Broken: why");
    assertThat(states)
        .containsExactly(
            State.WAITING,
            State.WORKING,
            State.RETRYING,
            State.WORKING,
            State.RETRYING,
            State.WORKING,
            State.FAILED);
    assertThat(tags.all()).isEmpty();
  }

  @Test
  void aTransientFailureLeavesNoTrace() throws Exception {
    CatalogEntry picture = tagged(_ -> events.size() == 1 ? FAILURE : label());

    assertThat(picture.state()).isEqualTo(State.TAGGED);
    assertThat(picture.error()).isNull();
  }

  @Test
  void aFileThatIsNotAnImageIsRecordedWithoutTags() throws Exception {
    assertThat(tagged(_ -> answer("not-a-picture")).state()).isEqualTo(State.OTHER);
    assertThat(tags.all()).hasSize(1);
  }

  @Test
  void anErrorTagMeansAnUnreadableImage() throws Exception {
    CatalogEntry picture =
        tagged(_ -> {
          tag(Map.of("snaplabel:error", "corrupt-image"));
          return answer("corrupt-image");
        });

    assertThat(picture.state()).isEqualTo(State.UNREADABLE);
    assertThat(picture.error()).isEqualTo("corrupt-image");
  }

  @Test
  void anImageWithoutFreeTagsIsNotRetried() throws Exception {
    CatalogEntry picture =
        tagged(_ -> {
          tag(Map.of("project", "x"));
          return answer("no-room");
        });

    assertThat(picture.state()).isEqualTo(State.FAILED);
    assertThat(picture.error()).isEqualTo("no-room");
    assertThat(picture.tags()).containsOnlyKeys("project");
    assertThat(events).hasSize(1);
  }

  @Test
  void anUnexpectedResponseIsAFailure() throws Exception {
    assertThat(tagged(Success::new).state()).isEqualTo(State.FAILED);
  }

  @Test
  void aFileRemovedJustBeforeItsResultIsShownIsNotShown() throws Exception {
    removeWhileTheQueueWaits(condition -> catalog.putIf(condition, CatalogEntry.waiting("b", 0)));

    assertThat(catalog.counts()).isEqualTo(new Catalog.Counts(0, 0, 0, 0, 0));
  }

  @Test
  void aFileRemovedJustBeforeItsResultIsRecordedLeavesNoTags() throws Exception {
    FolderObject object = objects.find("a b+ä.jpg").orElseThrow();
    removeWhileTheQueueWaits(condition ->
        tags.recordResultIf(
            condition, object, new StoredTags.TaggingResult("labeled", "m/0", "snaplabel")));

    assertThat(tags.all()).isEmpty();
  }

  /**
   * Removes a file while the queue, which has its result, waits for a lock.
   *
   * @param holdingLock evaluates a condition while it holds the lock
   */
  private void removeWhileTheQueueWaits(Consumer<BooleanSupplier> holdingLock) throws Exception {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    CountDownLatch locked = new CountDownLatch(1);
    Integration function =
        _ -> {
          worker.complete(Thread.currentThread());
          locked.await();
          return answer("not-a-picture");
        };
    try (NotificationQueue queue =
        new NotificationQueue(function, objects, tags, catalog, WRITTEN, 1, Duration.ofDays(1))) {
      queue.enqueue(CatalogEntry.waiting("a b+ä.jpg", 0));
      Thread waiting = worker.get(10, TimeUnit.SECONDS);
      holdingLock.accept(() -> {
        locked.countDown();
        while (waiting.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
        queue.forget("a b+ä.jpg");
        tags.remove("a b+ä.jpg");
        catalog.remove("a b+ä.jpg");
        return false;
      });
    }
    worker.join().join();
  }
}
