package dev.skein.viewer.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MalformedBodiesTest {
  /** What reads a body. */
  @FunctionalInterface
  private interface Decoder {
    DecodedSpans decode(byte[] body) throws MalformedSpansException;
  }

  @Test
  void bodiesThatAreWrong_areMoreThanAThousand() {
    assertThat(
            MalformedBodies.otlpProtobuf().size()
                + MalformedBodies.otlpJson().size()
                + MalformedBodies.zipkinJson().size())
        .isGreaterThan(1_000);
  }

  @Test
  void otlpProtobufThatIsWrong_isRefused() {
    areRefused(MalformedBodies.otlpProtobuf(), SpanDecoder::otlpProtobuf);
  }

  @Test
  void otlpJsonThatIsWrong_isRefused() {
    areRefused(MalformedBodies.otlpJson(), SpanDecoder::otlpJson);
  }

  @Test
  void zipkinJsonThatIsWrong_isRefused() {
    areRefused(MalformedBodies.zipkinJson(), SpanDecoder::zipkinJson);
  }

  private static void areRefused(List<MalformedBodies.Body> bodies, Decoder decoder) {
    List<String> taken = new ArrayList<>();
    for (MalformedBodies.Body body : bodies) {
      try {
        decoder.decode(body.bytes());
        taken.add(body.name());
      } catch (MalformedSpansException e) {
        assertThat(e.getMessage())
            .as(body.name())
            .matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]{10,300}");
      }
    }
    assertThat(taken).as("what was taken").isEmpty();
  }
}
