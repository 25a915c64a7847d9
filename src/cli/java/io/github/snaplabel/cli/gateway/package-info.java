/**
 * Emulates API Gateway: an HTTP server on the loopback address that turns requests into events of
 * an HTTP API (payload format 2.0), and a function's responses into HTTP responses.
 */
@NullMarked
package io.github.snaplabel.cli.gateway;

import org.jspecify.annotations.NullMarked;
