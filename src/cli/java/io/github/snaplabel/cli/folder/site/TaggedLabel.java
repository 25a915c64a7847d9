package io.github.snaplabel.cli.folder.site;

/**
 * A label parsed from a tag.
 *
 * @param probability 0 to 1
 */
public record TaggedLabel(String name, double probability) {}
