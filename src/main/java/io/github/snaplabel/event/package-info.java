/** Recognises what AWS sends the function and puts it into one vocabulary. */
@NullMarked
package io.github.snaplabel.event;

import org.jspecify.annotations.NullMarked;
