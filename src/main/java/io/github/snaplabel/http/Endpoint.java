package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;

/** Answers the requests of one route. Thread-safe. */
@FunctionalInterface
interface Endpoint {
  /**
   * Answers a request whose method, access and accepted types are checked.
   *
   * @throws ProblemException if it cannot be answered, for a reason that its sender is told
   */
  HttpResponse answer(HttpRequest request) throws ProblemException;
}
