package dev.skein.viewer.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

/** A {@code google.rpc.Status}, read without its generated class. */
record ErrorStatus(long code, String message) {
  static ErrorStatus parse(byte[] body) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(body);
    return new ErrorStatus(
        fields.getField(1).getVarintList().get(0),
        fields.getField(2).getLengthDelimitedList().get(0).toStringUtf8());
  }
}
