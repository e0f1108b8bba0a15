package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload.MultipartStream;
import org.jspecify.annotations.Nullable;

/// Reads the parts of a body of the form `multipart/form-data` (RFC 7578) one after another.
final class MultipartReader {
  private static final int BUFFER = 64 * 1024;
  private static final int MAX_FIELD = 4 * 1024;

  private final EndedInput in;
  private final MultipartStream parts;
  private int count;
  private Map<String, String> disposition = Map.of();

  MultipartReader(InputStream in, byte[] boundary) {
    this.in = new EndedInput(in);
    this.parts =
        new MultipartStream(this.in, boundary, Math.max(BUFFER, boundary.length * 2 + 16), null);
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
    readTo(new LimitedOutput(bytes));
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (!Json.isStorable(text)) {
      throw new ProblemException(Problem.of(400, "The form is not well-formed."));
    }
    return text;
  }

  void writeTo(OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target, BUFFER);
    readTo(buffered);
    buffered.flush();
  }

  /// The parser reads the rest of a part also when its target fails: the input is ended before.
  private void readTo(OutputStream target) throws IOException {
    RefusingOutput refusing = new RefusingOutput(target, in);
    try {
      parts.readBodyData(refusing);
    } catch (IOException e) {
      RuntimeException refusal = refusing.refusal;
      if (refusal == null) {
        throw e;
      }
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  /// The body, of which no more is read after an end.
  private static final class EndedInput extends FilterInputStream {
    private boolean isEnded;

    EndedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      requireOpen();
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      requireOpen();
      return in.read(bytes, offset, length);
    }

    private void requireOpen() throws IOException {
      if (isEnded) {
        throw new IOException("The rest of the body is not read");
      }
    }
  }

  /// Ends the input when the target fails.
  private static final class RefusingOutput extends OutputStream {
    private final OutputStream target;
    private final EndedInput in;
    private @Nullable RuntimeException refusal;

    RefusingOutput(OutputStream target, EndedInput in) {
      this.target = target;
      this.in = in;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        target.write(bytes, offset, length);
      } catch (RuntimeException e) {
        refusal = e;
        in.isEnded = true;
        throw e;
      }
    }

    /// The target is flushed when the part is complete.
    @Override
    public void flush() {}
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
