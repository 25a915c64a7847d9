package io.github.snaplabel.http;

/**
 * What a path offers.
 *
 * @param method GET (which brings HEAD with it) or POST
 * @param contentType of its answers
 * @param open whether it needs no token, even where access is by token
 * @param endpoint that answers
 */
record Route(String method, String contentType, boolean open, Endpoint endpoint) {
  boolean takes(String other) {
    return other.equals(method) || (other.equals("HEAD") && method.equals("GET"));
  }

  /** The value of {@code Allow}. */
  String methods() {
    return method.equals("GET") ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
  }
}
