/**
 * Stands in for API Gateway: an HTTP server on the loopback that turns requests into the events of
 * an HTTP API (payload format 2.0), and a function's answers back.
 */
@NullMarked
package io.github.snaplabel.cli.gateway;

import org.jspecify.annotations.NullMarked;
