package io.github.snaplabel.http;

/** Access control of the API. */
public enum Access {
  /**
   * Callers authenticated by AWS: API Gateway or the function URL checks signatures. Browsers do
   * not sign requests, so the page explains this instead of accepting images.
   */
  IAM,
  /** Everyone. */
  PUBLIC,
  /** Callers that send the token; the pages, /health and /openapi.json are open to everyone. */
  TOKEN,
  /**
   * Everyone who can reach the function, for use on one machine only: by the command {@code serve},
   * with a folder as its bucket. Unlike with {@link #PUBLIC}, requests may name objects.
   */
  LOCAL
}
