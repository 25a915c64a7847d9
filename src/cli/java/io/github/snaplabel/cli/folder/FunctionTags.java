package io.github.snaplabel.cli.folder;

import io.github.snaplabel.cli.folder.s3.StoredTags.TaggingResult;

/**
 * What identifies the tags that a function writes.
 *
 * @param model identity of its model, including the version
 * @param prefix of the tags' keys, before a colon
 */
public record FunctionTags(String model, String prefix) {
  TaggingResult result(String outcome) {
    return new TaggingResult(outcome, model, prefix);
  }
}
