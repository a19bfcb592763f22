package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** What is decompressed, and what it takes of the memory that requests share. */
class ContentEncodingTest {
  private static final int LIMIT = 100_000;

  private final ByteBudget budget = new ByteBudget(2L * LIMIT);
  private final ByteBudget.Share share = budget.share();
  private final byte[] content = new byte[50_000];

  ContentEncodingTest() {
    Arrays.fill(content, (byte) 'a');
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void gzip_takesItsLengthAndNoMore() throws Exception {
    byte[] body = OtlpIngestTest.gzip(content);

    assertThat(ContentEncoding.GZIP.decode(body, LIMIT, share)).isEqualTo(content);
    assertThat(budget.taken()).isEqualTo(content.length);
  }

  @Test
  void gzipOfSeveralMembers_isReadWhole_andTakesItsLength() throws Exception {
    byte[] body = joined(OtlpIngestTest.gzip(content), OtlpIngestTest.gzip(new byte[10]));

    assertThat(ContentEncoding.GZIP.decode(body, LIMIT, share))
        .isEqualTo(joined(content, new byte[10]));
    assertThat(budget.taken()).isEqualTo(content.length + 10);
  }

  @Test
  void deflate_takesItsLength() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(body)) {
      deflate.write(content);
    }

    assertThat(ContentEncoding.DEFLATE.decode(body.toByteArray(), LIMIT, share)).isEqualTo(content);
    assertThat(budget.taken()).isEqualTo(content.length);
  }

  @Test
  void moreThanIsLeft_isRefusedForAWhile() throws Exception {
    byte[] body = OtlpIngestTest.gzip(content);
    ByteBudget narrow = new ByteBudget(content.length - 1);

    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(() -> ContentEncoding.GZIP.decode(body, LIMIT, narrow.share()))
        .extracting(HttpProblem::status)
        .isEqualTo(503);
    assertThat(narrow.taken()).isZero();
  }

  @Test
  void bomb_isRefused_andTakesNothing() throws Exception {
    byte[] bomb = OtlpIngestTest.gzip(new byte[LIMIT + 1]);

    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(() -> ContentEncoding.GZIP.decode(bomb, LIMIT, share))
        .extracting(HttpProblem::status)
        .isEqualTo(413);
    assertThat(budget.taken()).isZero();
  }

  @Test
  void lengthThatIsALie_takesNoMoreThanThereCanBe() throws IOException {
    byte[] body = OtlpIngestTest.gzip(new byte[0]);
    body[body.length - 2] = 1; // 65,536: 20 bytes cannot hold that much
    ByteBudget none = new ByteBudget(0);

    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(() -> ContentEncoding.GZIP.decode(body, LIMIT, none.share()))
        .extracting(HttpProblem::status)
        .isEqualTo(400);
  }
}
