package dev.skein.viewer.http;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What OTLP/HTTP answers, in the encoding of the request: an {@code ExportTraceServiceResponse}, or
 * a {@code google.rpc.Status}.
 */
enum OtlpAnswer {
  PROTOBUF("application/x-protobuf") {
    @Override
    byte[] accepted(int rejected, String reason) {
      if (rejected == 0) {
        return new byte[0];
      }
      byte[] partial =
          message(
              out -> {
                out.writeInt64(1, rejected);
                out.writeString(2, reason);
              });
      return message(out -> out.writeByteArray(1, partial));
    }

    @Override
    byte[] refused(HttpProblem problem) {
      return message(
          out -> {
            out.writeInt32(1, code(problem.status()));
            out.writeString(2, problem.text());
          });
    }
  },

  JSON("application/json") {
    @Override
    byte[] accepted(int rejected, String reason) {
      Json answer =
          out -> {
            out.writeStartObject();
            if (rejected > 0) {
              out.writeObjectFieldStart("partialSuccess");
              // proto3's JSON has 64-bit numbers as text
              out.writeStringField("rejectedSpans", Integer.toString(rejected));
              out.writeStringField("errorMessage", reason);
              out.writeEndObject();
            }
            out.writeEndObject();
          };
      return answer.toBytes();
    }

    @Override
    byte[] refused(HttpProblem problem) {
      Json answer =
          out -> {
            out.writeStartObject();
            out.writeNumberField("code", code(problem.status()));
            out.writeStringField("message", problem.text());
            out.writeEndObject();
          };
      return answer.toBytes();
    }
  };

  private final String contentType;

  OtlpAnswer(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** The body of a 200. */
  abstract byte[] accepted(int rejected, String reason);

  /** The body of any other status. */
  abstract byte[] refused(HttpProblem problem);

  /** The code of gRPC that stands for a status of HTTP. */
  private static int code(int status) {
    return switch (status) {
      case 403 -> 7;
      case 408 -> 4;
      case 413 -> 8;
      case 500 -> 13;
      case 503 -> 14;
      default -> 3;
    };
  }

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
