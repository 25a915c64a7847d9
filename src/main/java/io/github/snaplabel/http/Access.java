package io.github.snaplabel.http;

/** Who may call the API. */
public enum Access {
  /**
   * Whom AWS lets through: API Gateway or the function URL checks signatures. A browser makes none,
   * so the page explains that instead of taking pictures.
   */
  IAM,
  /** Everyone. */
  PUBLIC,
  /** Whoever knows the token; the page, the health and the API's description stay open. */
  TOKEN
}
