package io.headland.server.provider;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Parses bytes to wire records. Keys that a record lacks are ignored, because providers add keys
/// without notice. Values of another type than the documented one are recorded in the [Mismatches],
/// which a record may have injected, and count as absent.
public final class WireJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(WireReaders.module())
          .build();

  private static final JsonMapper ANY_CASE =
      JSON.rebuild().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();

  private WireJson() {}

  public static <T> Reading<T> read(ResponseBody body, Class<T> type) {
    return read(JSON, body, body::stream, type);
  }

  /// A list in its envelope. A missing body is an empty list, and so is an empty array; an array is
  /// a list without its envelope.
  ///
  /// @param key of the list in the envelope
  public static <T> Reading<T> readList(ResponseBody body, String key, Class<T> type) {
    return read(JSON, body, () -> enveloped(body, key), type);
  }

  /// [#readList] for a provider whose keys vary in case.
  public static <T> Reading<T> readListInAnyCase(ResponseBody body, String key, Class<T> type) {
    return read(ANY_CASE, body, () -> enveloped(body, key), type);
  }

  private interface Source {
    InputStream open();
  }

  private static <T> Reading<T> read(
      JsonMapper json, ResponseBody body, Source source, Class<T> type) {
    try {
      Reading<T> reading = readOnce(json, source.open(), type);
      // Bytes that are not UTF-8 are replaced; the rest of the response is read.
      return reading instanceof Unreadable<T> && !isUtf8(source)
          ? readOnce(json, repaired(source), type)
          : reading;
    } finally {
      body.release();
    }
  }

  private static <T> Reading<T> readOnce(JsonMapper json, InputStream body, Class<T> type) {
    Mismatches mismatches = new Mismatches();
    try {
      @Nullable T content =
          json.readerFor(type)
              .with(new InjectableValues.Std().addValue(Mismatches.class, mismatches))
              .withAttribute(Mismatches.key(), mismatches)
              .readValue(body);
      return content == null ? new Unreadable<>("not a JSON object") : new Read<>(content);
    } catch (JacksonException e) {
      return new Unreadable<>(reason(e));
    }
  }

  /// The position and the kind of the error. Jackson's message quotes the response, which may
  /// contain tokens.
  private static String reason(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String kind =
        e.getClass()
            .getSimpleName()
            .replaceAll("(Input|Stream)?Exception$", "")
            .replaceAll("([a-z])([A-Z])", "$1 $2");
    String location =
        at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return "unexpected JSON" + location + " (" + kind.toLowerCase(Locale.ROOT) + ")";
  }

  private static InputStream enveloped(ResponseBody body, String key) {
    try (InputStream stream = body.stream()) {
      int first = firstCharacter(stream);
      if (first == '[' || first < 0) {
        byte[] before = ("{\"links\":[],\"" + key + "\":").getBytes(StandardCharsets.UTF_8);
        byte[] rest = first < 0 ? new byte[] {'[', ']'} : withBracket(stream);
        return new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(before),
                    new ByteArrayInputStream(rest),
                    new ByteArrayInputStream(new byte[] {'}'}))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.stream();
  }

  private static byte[] withBracket(InputStream rest) throws IOException {
    byte[] after = rest.readAllBytes();
    byte[] complete = new byte[after.length + 1];
    complete[0] = '[';
    System.arraycopy(after, 0, complete, 1, after.length);
    return complete;
  }

  /// After a byte order mark and white space; -1 when there is none.
  private static int firstCharacter(InputStream stream) throws IOException {
    int next = stream.read();
    while (next == 0xef
        || next == 0xbb
        || next == 0xbf
        || next == ' '
        || next == '\t'
        || next == '\r'
        || next == '\n') {
      next = stream.read();
    }
    return next;
  }

  private static boolean isUtf8(Source body) {
    byte[] bytes = bytes(body);
    return java.util.Arrays.equals(
        new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
  }

  private static InputStream repaired(Source body) {
    return new ByteArrayInputStream(
        new String(bytes(body), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(Source body) {
    try (InputStream stream = body.open()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
