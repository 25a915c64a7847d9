package io.github.snaplabel.cli.folder.site;

/**
 * What was seen.
 *
 * @param probability 0 to 1
 */
public record TaggedLabel(String name, double probability) {}
