/** Amazon Rekognition's {@code DetectLabels}, answered by the function's own model. */
@NullMarked
package io.github.snaplabel.rekognition;

import org.jspecify.annotations.NullMarked;
