package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A screenshot that documentation shows. */
final class Picture {
  private static final long MAX_BYTES = 200_000;

  private Picture() {}

  /** Makes a screenshot smaller, and copies it to the documentation if that was asked for. */
  static void keep(Path screenshot) throws IOException {
    Files.write(screenshot, compress(Files.readAllBytes(screenshot)));
    assertThat(Files.size(screenshot)).as("bytes of %s", screenshot).isLessThan(MAX_BYTES);
    if (Boolean.getBoolean("screenshots.update")) {
      Path docs = Path.of(System.getProperty("screenshots.docs"));
      Files.createDirectories(docs);
      Files.copy(
          screenshot, docs.resolve(screenshot.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The browser is in a hurry: the same without transparency takes a third less. */
  private static byte[] compress(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    opaque.getGraphics().drawImage(image, 0, 0, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam most = writer.getDefaultWriteParam();
    most.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    most.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), most);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
