/**
 * The {@code snaplabel} command, which runs SnapLabel on a developer's machine without AWS.
 *
 * <p>The tests of this package also hold the integration tests of the packaged function, such as
 * {@code FunctionIT}, because they run it as this command does. The unit tests of its handler are
 * in {@code io.github.snaplabel}.
 */
@NullMarked
package io.github.snaplabel.cli;

import org.jspecify.annotations.NullMarked;
