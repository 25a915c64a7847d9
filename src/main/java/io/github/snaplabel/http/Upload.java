package io.github.snaplabel.http;

import java.util.List;

/**
 * What a request to classify holds.
 *
 * @param pictures at least one
 * @param asList whether the answer is a list, whatever the number of pictures
 * @param options as given in the body, in addition to the query
 */
record Upload(List<UploadedImage> pictures, boolean asList, List<Option> options) {
  /**
   * A parameter as it was given, unchecked.
   *
   * @param name such as {@code topK}
   * @param value its text
   */
  record Option(String name, String value) {}
}
