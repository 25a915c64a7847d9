package io.github.snaplabel.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * The usual Java approach: ImageIO, Graphics2D, nested arrays, ONNX Runtime with default options.
 *
 * <p>The TwelveMonkeys plug-in adds WebP to ImageIO.
 */
final class UsualPeer implements Peer {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String inputName;

  UsualPeer(Setup setup) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (Runtime.getRuntime().availableProcessors() == 1) {
        // By default, ONNX Runtime puts a thread on each of the machine's processors, also on those
        // that this process may not use.
        options.setIntraOpNumThreads(1);
      }
      session = environment.createSession(setup.onnx().toString(), options);
    }
    inputName = session.getInputNames().iterator().next();
  }

  @Override
  public Answer label(byte[] file) throws Exception {
    long start = System.nanoTime();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    if (image == null) {
      throw new IOException("ImageIO does not support this image");
    }
    long decoded = System.nanoTime();
    float[][][][] input = preprocess(image);
    long preprocessed = System.nanoTime();
    int top1 = infer(input);
    return Answer.between(start, decoded, preprocessed, System.nanoTime(), top1);
  }

  private static float[][][][] preprocess(BufferedImage image) {
    ResizedSize size = ResizedSize.of(image.getWidth(), image.getHeight());
    BufferedImage resized =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = resized.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, size.width(), size.height(), null);
    graphics.dispose();
    int crop = ResizedSize.CROP;
    int[] pixels = resized.getRGB(size.left(), size.top(), crop, crop, null, 0, crop);
    float[][][][] input = new float[1][3][crop][crop];
    for (int y = 0; y < crop; y++) {
      for (int x = 0; x < crop; x++) {
        int pixel = pixels[y * crop + x];
        input[0][0][y][x] = Normalization.apply(0, pixel >> 16 & 0xFF);
        input[0][1][y][x] = Normalization.apply(1, pixel >> 8 & 0xFF);
        input[0][2][y][x] = Normalization.apply(2, pixel & 0xFF);
      }
    }
    return input;
  }

  private int infer(float[][][][] input) throws OrtException {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
        OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
      float[][] logits = (float[][]) result.get(0).getValue();
      return Best.of(logits[0]);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The session does not close", e);
    }
  }
}
