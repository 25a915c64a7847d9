/** Turns the bytes of a picture into labels; knows nothing of AWS. */
@NullMarked
package io.github.snaplabel.vision;

import org.jspecify.annotations.NullMarked;
