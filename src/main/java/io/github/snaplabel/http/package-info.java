/** Answers HTTP requests: routes, uploads, problems and documents. */
@NullMarked
package io.github.snaplabel.http;

import org.jspecify.annotations.NullMarked;
