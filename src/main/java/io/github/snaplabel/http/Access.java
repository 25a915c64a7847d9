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
  /** Callers that send the token; the page, /health and /openapi.json are open to everyone. */
  TOKEN
}
