package io.github.snaplabel.vision;

/**
 * One thing that a picture may show.
 *
 * @param rank 1 for the most probable
 * @param label the class's name in English; crane and maillot name two classes each
 * @param wnid the class's WordNet id, such as {@code n02123045}: unambiguous
 * @param index of the class in ILSVRC2012 order, 0..999
 * @param probability softmax over all classes, 0..1, to a millionth
 */
public record Prediction(int rank, String label, String wnid, int index, double probability) {}
