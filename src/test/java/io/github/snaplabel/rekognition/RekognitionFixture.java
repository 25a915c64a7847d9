package io.github.snaplabel.rekognition;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.FakeObjects;
import io.github.snaplabel.http.HttpObserver;
import io.github.snaplabel.http.HttpResponse;
import io.github.snaplabel.http.Labeling;
import io.github.snaplabel.http.ModelInfos;
import io.github.snaplabel.http.ObjectAccess.NoObjects;
import io.github.snaplabel.http.ObjectSource;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageFailures;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends requests to the API with ImageNet's classes, a bucket, and a labeler whose images are
 * texts: {@code "beagle=0.6 tabby=0.1"}, or a word for a failure.
 */
final class RekognitionFixture {
  private static final Hierarchy HIERARCHY = hierarchy();

  private final List<String> observed = new ArrayList<>();
  private final FakeObjects objects = new FakeObjects(RekognitionFixture::label);
  private final RekognitionApi api;

  RekognitionFixture() {
    this(true);
  }

  RekognitionFixture(boolean withObjects) {
    this.api =
        new RekognitionApi(
            new Labeling(
                RekognitionFixture::label,
                HIERARCHY,
                LabelOptions.DEFAULT,
                withObjects ? objects.access() : new NoObjects("There is no bucket")),
            ModelInfos.trained(),
            new ListObserver(observed));
  }

  private static Hierarchy hierarchy() {
    try {
      return Hierarchy.read(
          Path.of("model", ModelBundle.HIERARCHY),
          Labels.read(Path.of("model", ModelBundle.LABELS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeObjects objects() {
    return objects;
  }

  List<String> observed() {
    return observed;
  }

  HttpResponse send(String body) {
    return send("RekognitionService.DetectLabels", body, true);
  }

  HttpResponse send(String target, String body, boolean permitted) {
    return api.handle(
        new HttpRequest(
            HttpRequest.Envelope.HTTP_API,
            "POST",
            "/",
            Map.of(),
            Map.of("x-amz-target", List.of(target)),
            body.getBytes(StandardCharsets.UTF_8),
            "request-1"),
        permitted);
  }

  private static LabeledImage label(byte[] file, LabelOptions options) throws ImageException {
    String text = new String(file, StandardCharsets.UTF_8);
    switch (text) {
      case "broken-model" -> throw new IllegalStateException("secret cause");
      case "corrupt" -> throw ImageFailures.corrupt();
      case "huge" -> throw ImageFailures.tooLarge();
      default -> {
        if (!text.contains("=")) {
          throw ImageFailures.noImage();
        }
      }
    }
    List<Prediction> predictions = new ArrayList<>();
    for (String entry : text.split(" ", -1)) {
      String[] sides = entry.split("=", 2);
      int index = index(sides[0]);
      predictions.add(
          new Prediction(
              predictions.size() + 1, sides[0], null, index, Double.parseDouble(sides[1])));
    }
    return new LabeledImage(
        new ImageHeader(ImageFormat.JPEG, 3, 4, 1), predictions, null, new Timing(1, 1, 1, 3));
  }

  private static int index(String name) {
    for (int index = 0; index < HIERARCHY.classes(); index++) {
      if (HIERARCHY.get(HIERARCHY.positionOfClass(index)).name().equals(name)) {
        return index;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Adds its calls to a list. */
  private record ListObserver(List<String> calls) implements HttpObserver {
    @Override
    public void labeled(HttpRequest request, long bytes, LabeledImage result) {
      calls.add("labeled " + bytes);
    }

    @Override
    public void unreadable(HttpRequest request, long bytes, ImageException reason) {
      calls.add("unreadable " + bytes);
    }

    @Override
    public void unavailable(HttpRequest request, ObjectSource.Obstacle obstacle) {
      calls.add("unavailable " + obstacle.code());
    }

    @Override
    public void objectFailed(HttpRequest request, RuntimeException cause) {
      calls.add("object failed " + cause.getMessage());
    }

    @Override
    public void failed(HttpRequest request, RuntimeException cause) {
      calls.add("failed " + cause.getMessage());
    }
  }
}
