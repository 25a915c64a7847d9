package io.github.snaplabel.local.folder;

/**
 * What was seen.
 *
 * @param probability 0 to 1
 */
record Label(String name, double probability) {}
