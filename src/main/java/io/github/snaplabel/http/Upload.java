package io.github.snaplabel.http;

import java.util.List;

/**
 * The parsed body of a {@code POST /classify} request.
 *
 * @param images at least one
 * @param asList whether the response is a list, even for one image
 * @param options in the body, in addition to those in the query
 */
record Upload(List<UploadedImage> images, boolean asList, List<Option> options) {
  /**
   * A parameter that has not been validated.
   *
   * @param name such as {@code topK}
   * @param value its text
   */
  record Option(String name, String value) {}
}
