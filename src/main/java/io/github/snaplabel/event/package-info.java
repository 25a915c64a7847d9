/** Parses the events that AWS sends into records that do not depend on the sender. */
@NullMarked
package io.github.snaplabel.event;

import org.jspecify.annotations.NullMarked;
