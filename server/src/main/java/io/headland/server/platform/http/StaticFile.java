package io.headland.server.platform.http;

import io.headland.server.platform.crypto.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A file of the class path for browsers: read when it is first requested, and cached.
///
/// Its name is a constant: no input of a client becomes part of a path.
public final class StaticFile {
  /// Revalidated for each request; the response is short when the client's copy is up to date.
  public static final String CHECK_EACH_TIME = "no-cache";

  /// For files whose name changes with the content.
  public static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private static final int MIN_COMPRESSED = 1_000;
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "yaml", "application/yaml",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final String resource;
  private final String cacheControl;
  private final UnaryOperator<String> change;
  private @Nullable Content content;

  private static final class Content {
    private final byte[] plain;
    private final byte[] packed;
    private final boolean isCompressed;
    private final String tag;

    Content(byte[] plain) {
      this.plain = plain;
      this.packed = pack(plain);
      // Compression only enlarges a picture.
      this.isCompressed = plain.length >= MIN_COMPRESSED && packed.length < plain.length;
      // A weak tag, because the compressed and the uncompressed form are equivalent.
      this.tag = "W/\"" + digest(plain) + '"';
    }
  }

  private StaticFile(String resource, String cacheControl, UnaryOperator<String> change) {
    this.resource = resource;
    this.cacheControl = cacheControl;
    this.change = change;
  }

  public static StaticFile of(String resource, String cacheControl) {
    return new StaticFile(resource, cacheControl, UnaryOperator.identity());
  }

  /// A text that is modified when it is read.
  public static StaticFile changed(String resource, UnaryOperator<String> change) {
    return new StaticFile(resource, CHECK_EACH_TIME, change);
  }

  public Response handle(Request request) {
    String prefix = request.prefix();
    Content file =
        prefix.isEmpty() || !namesPaths()
            ? content()
            : new Content(withPrefix(content().plain, prefix));
    boolean same =
        request.header("If-None-Match").filter(known -> known.contains(file.tag)).isPresent();
    boolean packed =
        file.isCompressed
            && request.header("Accept-Encoding").filter(all -> all.contains("gzip")).isPresent();
    Response response =
        same ? Response.notModified() : Response.bytes(type(), packed ? file.packed : file.plain);
    if (packed && !same) {
      response.header("Content-Encoding", "gzip");
    }
    return response
        .header("Cache-Control", cacheControl)
        .header("ETag", file.tag)
        .header("Vary", "Accept-Encoding")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }

  private boolean namesPaths() {
    return resource.endsWith(".html") || resource.endsWith(".yaml");
  }

  private byte[] withPrefix(byte[] plain, String prefix) {
    String text = new String(plain, StandardCharsets.UTF_8);
    String changed =
        resource.endsWith(".html")
            ? PathPrefixes.inPage(text, prefix)
            : PathPrefixes.inContract(text, prefix);
    return changed.getBytes(StandardCharsets.UTF_8);
  }

  /// A short text that changes with the content.
  public String fingerprint() {
    return content().tag;
  }

  public static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.sha256(bytes), 0, 8);
  }

  public static byte[] read(String resource) {
    try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The class path does not contain " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Content content() {
    Content known = content;
    if (known == null) {
      known = new Content(changed(read(resource)));
      content = known;
    }
    return known;
  }

  private byte[] changed(byte[] bytes) {
    if (type().startsWith("image/")) {
      return bytes;
    }
    return change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private String type() {
    String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("Unknown media type of " + resource);
    }
    return type;
  }

  private static byte[] pack(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
