package io.github.snaplabel.bench;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts how often labels are right, on photos whose file names begin with the WordNet id of what
 * they show, such as {@code n02088364_beagle.jpg}.
 */
final class LabelAccuracy {
  private static final List<Double> CERTAINTIES = List.of(0.5, 0.6, 0.7, 0.8);
  private static final int ID_LENGTH = 9;

  private final Path bundle;
  private final Path natives;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Hierarchy hierarchy;

  LabelAccuracy(Path bundle, Path natives) throws IOException {
    this.bundle = bundle;
    this.natives = natives;
    this.hierarchy = ModelBundle.read(bundle).hierarchy();
    for (int index = 0; index < hierarchy.classes(); index++) {
      String wnid = hierarchy.get(hierarchy.positionOfClass(index)).wnid();
      if (wnid != null) {
        classes.put(wnid, index);
      }
    }
  }

  /** Prints the counts for a folder: {@code --photos=DIR}, and other {@link Options}. */
  public static void main(String[] arguments) throws IOException, ImageException {
    Options options = Options.parse(arguments);
    System.out.print(
        new LabelAccuracy(options.bundle(), options.natives()).report(options.photos()));
  }

  /**
   * Returns a Markdown table of both networks at several certainties; empty if the folder has no
   * photo whose class is known.
   */
  String report(Path folder) throws IOException, ImageException {
    List<Path> photos = photos(folder);
    if (photos.isEmpty()) {
      return "";
    }
    StringBuilder report =
        new StringBuilder(
            "Labels of %d photos, in percent:%n%n".formatted(photos.size())
                + "| network | certainty | top-1 right | a label | of these right | of these"
                + " category right | the class itself |\n"
                + "|---|---|---|---|---|---|---|\n");
    for (Precision precision : Precision.values()) {
      try (ImageLabeler labeler =
          ImageLabeler.open(
              new NativeLibraries(natives),
              ModelBundle.read(bundle).in(precision),
              LabelerOptions.of(ImageLimits.DEFAULT).withThreads(2))) {
        for (double certainty : CERTAINTIES) {
          report.append(row(labeler, precision, certainty, photos));
        }
      }
    }
    return report.toString();
  }

  private List<Path> photos(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> classes.containsKey(wnid(file))).sorted().toList();
    }
  }

  private static String wnid(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, Math.min(name.length(), ID_LENGTH));
  }

  private String row(ImageLabeler labeler, Precision precision, double certainty, List<Path> photos)
      throws IOException, ImageException {
    LabelOptions options = new LabelOptions(new TopK(1, 0), certainty, Selection.ALL);
    List<Verdict> verdicts = new ArrayList<>();
    for (Path photo : photos) {
      int truth = classes.getOrDefault(wnid(photo), -1);
      verdicts.add(verdict(labeler.label(photo, options), truth));
    }
    long labeled = verdicts.stream().filter(Verdict::labeled).count();
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        precision.name().toLowerCase(Locale.ROOT),
        certainty,
        percent(verdicts.stream().filter(Verdict::top1).count(), verdicts.size()),
        percent(labeled, verdicts.size()),
        percent(verdicts.stream().filter(Verdict::label).count(), labeled),
        percent(verdicts.stream().filter(Verdict::category).count(), labeled),
        percent(verdicts.stream().filter(Verdict::exact).count(), verdicts.size()));
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  private Verdict verdict(LabeledImage image, int truth) {
    boolean top1 = image.predictions().getFirst().index() == truth;
    if (image.label() == null) {
      return new Verdict(top1, false, false, false, false);
    }
    List<String> found = image.label().path();
    List<String> path = hierarchy.path(hierarchy.positionOfClass(truth));
    Integer index = image.label().index();
    boolean exact = index != null && index == truth;
    boolean above =
        index == null && found.size() <= path.size() && found.equals(path.subList(0, found.size()));
    return new Verdict(top1, true, exact || above, found.getFirst().equals(path.getFirst()), exact);
  }

  /**
   * What is right about one photo.
   *
   * @param top1 whether the best prediction is the photo's class
   * @param labeled whether a label is certain
   * @param label whether the label is the photo's class or a node above it
   * @param category whether the label's category is
   * @param exact whether the label is the photo's class
   */
  private record Verdict(
      boolean top1, boolean labeled, boolean label, boolean category, boolean exact) {}
}
