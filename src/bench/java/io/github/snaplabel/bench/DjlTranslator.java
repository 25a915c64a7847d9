package io.github.snaplabel.bench;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Resizes, crops and normalizes an image with DJL's image and array classes.
 *
 * <p>DJL's array transforms (those of its ImageClassificationTranslator) do not run on its ONNX
 * Runtime engine: they need a second engine such as PyTorch, whose libraries exceed the size limit
 * of a Lambda function. So DJL resizes and crops the image, and this class normalizes the values.
 */
final class DjlTranslator implements Translator<Image, DjlTranslator.Result> {
  /**
   * The result of an inference.
   *
   * @param preprocessed {@link System#nanoTime()} when the input was ready
   */
  record Result(int top1, long preprocessed) {}

  private static final String PREPROCESSED = "preprocessed";

  @Override
  public NDList processInput(TranslatorContext context, Image image) {
    ResizedSize size = ResizedSize.of(image.getWidth(), image.getHeight());
    int crop = ResizedSize.CROP;
    Image center =
        image
            .resize(size.width(), size.height(), false)
            .getSubImage(size.left(), size.top(), crop, crop);
    byte[] pixels = center.toNDArray(context.getNDManager(), Image.Flag.COLOR).toByteArray();
    FloatBuffer input =
        context.getNDManager().allocateDirect(3 * crop * crop * Float.BYTES).asFloatBuffer();
    for (int channel = 0; channel < 3; channel++) {
      for (int i = channel; i < pixels.length; i += 3) {
        input.put(Normalization.apply(channel, Byte.toUnsignedInt(pixels[i])));
      }
    }
    NDArray tensor = context.getNDManager().create(input.rewind(), new Shape(1, 3, crop, crop));
    context.setAttachment(PREPROCESSED, System.nanoTime());
    return new NDList(tensor);
  }

  @Override
  public Result processOutput(TranslatorContext context, NDList list) {
    long preprocessed = (Long) context.getAttachment(PREPROCESSED);
    return new Result(Best.of(list.singletonOrThrow().toFloatArray()), preprocessed);
  }

  @Override
  public @Nullable Batchifier getBatchifier() {
    // The tensor already has a batch dimension; DJL's batchifier needs another engine.
    return null;
  }
}
