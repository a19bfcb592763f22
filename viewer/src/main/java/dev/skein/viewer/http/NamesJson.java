package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;

/** A list of names or values, to choose from. */
final class NamesJson implements Json {
  private final String field;
  private final Collection<String> names;

  NamesJson(String field, Collection<String> names) {
    this.field = field;
    this.names = names;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart(field);
    for (String name : names) {
      out.writeString(name);
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
