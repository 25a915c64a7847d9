package io.github.snaplabel.http;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Labeler;

/**
 * How the API labels images.
 *
 * @param labeler called from several threads at once
 * @param hierarchy the classes that it knows
 * @param defaults certainty and selection unless a request sets them; a request can only narrow the
 *     selection
 * @param objects which objects in S3 a request may name
 */
public record Labeling(
    Labeler labeler, Hierarchy hierarchy, LabelOptions defaults, ObjectAccess objects) {}
