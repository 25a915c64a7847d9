package io.github.snaplabel.rekognition;

/** Writes names as Rekognition does. */
final class TitleCase {
  private TitleCase() {}

  /** Returns the text with each of its words capitalized, such as "Egyptian Cat" or "T-Shirt". */
  static String of(String text) {
    StringBuilder title = new StringBuilder(text.length());
    int previous = ' ';
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int letter = text.codePointAt(i);
      boolean first = previous == ' ' || previous == '-' || previous == '/' || previous == '(';
      title.appendCodePoint(first ? Character.toTitleCase(letter) : letter);
      previous = letter;
    }
    return title.toString();
  }
}
