package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload.MultipartStream;

/// Reads the parts of a body of the form `multipart/form-data` (RFC 7578) one after another.
final class MultipartReader {
  private static final int BUFFER = 64 * 1024;
  private static final int MAX_FIELD = 4 * 1024;

  private final MultipartStream parts;
  private int count;
  private Map<String, String> disposition = Map.of();

  MultipartReader(InputStream in, byte[] boundary) {
    this.parts =
        new MultipartStream(in, boundary, Math.max(BUFFER, boundary.length * 2 + 16), null);
    parts.setHeaderEncoding(StandardCharsets.UTF_8.name());
  }

  /// Goes on to the next part. The current one must have been read.
  ///
  /// @return false when there is none
  boolean next() throws IOException {
    boolean more = count == 0 ? parts.skipPreamble() : parts.readBoundary();
    if (!more) {
      return false;
    }
    count++;
    if (count > MultipartBody.MAX_PARTS) {
      throw new ProblemException(
          Problem.of(400, "The request body has more than " + MultipartBody.MAX_PARTS + " parts."));
    }
    disposition = MultipartBody.disposition(parts.readHeaders());
    return true;
  }

  /// The name of the form field.
  String name() {
    return Objects.requireNonNullElse(disposition.get("name"), "");
  }

  /// Whether the part is the file.
  boolean isFile() {
    return name().equals(MultipartBody.FIELD) && disposition.get("filename") != null;
  }

  String fileName() {
    return Objects.requireNonNullElse(disposition.get("filename"), "");
  }

  /// The content of a field.
  ///
  /// @throws ProblemException when it is too long, or contains characters that cannot be stored
  String text() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    parts.readBodyData(new LimitedOutput(bytes));
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (!Json.isStorable(text)) {
      throw new ProblemException(Problem.of(400, "The form is not well-formed."));
    }
    return text;
  }

  void writeTo(OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target, BUFFER);
    parts.readBodyData(buffered);
    buffered.flush();
  }

  /// Refuses long fields.
  private static final class LimitedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes;

    LimitedOutput(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      if (bytes.size() + length > MAX_FIELD) {
        throw new ProblemException(
            Problem.of(
                413, "A form field other than the file is larger than " + MAX_FIELD + " bytes."));
      }
      bytes.write(b, offset, length);
    }
  }
}
