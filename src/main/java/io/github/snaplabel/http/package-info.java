/** The HTTP API: routes, uploads, problems and the page. */
@NullMarked
package io.github.snaplabel.http;

import org.jspecify.annotations.NullMarked;
