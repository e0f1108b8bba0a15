package io.headland.server.platform.safehttp;

import io.headland.server.platform.config.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;

/// Downloads files from addresses that a provider states: only from public ones by https, and from
/// allowed networks. Redirects are not followed, and no credential is sent.
public final class FileDownload implements AutoCloseable {
  private static final Duration LOOKUP = Duration.ofSeconds(5);
  private static final int BUFFER = 64 * 1024;
  private static final int OK = 200;

  private final BoundedDnsLookup lookup;
  private final CloseableHttpClient encrypted;
  private final CloseableHttpClient plain;

  /// A client for downloads.
  ///
  /// @param allowed networks that may be called although they are not public, and without https
  /// @param timeout of the connection, and of the next bytes of the response
  /// @param userAgent value of the `User-Agent` header
  public FileDownload(
      NameLookup resolver, List<Network> allowed, Duration timeout, String userAgent) {
    AddressPolicy policy = new AddressPolicy(allowed);
    this.lookup = BoundedDnsLookup.forDeliveries(resolver, LOOKUP);
    this.encrypted =
        ApacheClient.open(new GuardedDnsResolver(lookup, policy::permits), timeout, userAgent);
    this.plain =
        ApacheClient.open(new GuardedDnsResolver(lookup, policy::isAllowed), timeout, userAgent);
  }

  /// The result of a download.
  public sealed interface Outcome {
    record Complete(long bytes) implements Outcome {}

    /// The address is not one that may be called.
    record Refused() implements Outcome {}

    /// A response with another status than 200.
    record Status(int status) implements Outcome {}

    record TooLarge() implements Outcome {}
  }

  /// Writes the response to a file.
  ///
  /// @throws IOException when the connection failed or the response is truncated, or the file
  ///   cannot be written
  public Outcome download(EndpointUrl url, Path target, long maxBytes) throws IOException {
    CloseableHttpClient client = url.isEncrypted() ? encrypted : plain;
    HttpGet request = new HttpGet(url.uri());
    try {
      ClassicHttpResponse response = client.executeOpen(HttpHost.create(url.uri()), request, null);
      try {
        return response.getCode() == OK
            ? write(response.getEntity(), target, maxBytes)
            : new Outcome.Status(response.getCode());
      } finally {
        // Closing alone would read the rest of the body, which may be endless.
        request.abort();
        response.close();
      }
    } catch (GuardedDnsResolver.RefusedException _) {
      return new Outcome.Refused();
    }
  }

  private static Outcome write(HttpEntity entity, Path target, long maxBytes) throws IOException {
    if (entity == null) {
      return new Outcome.Complete(0);
    }
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = entity.getContent();
        OutputStream out = Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        if (bytes > maxBytes) {
          return new Outcome.TooLarge();
        }
        out.write(buffer, 0, n);
      }
    }
    return new Outcome.Complete(bytes);
  }

  /// Cancels the downloads in progress.
  @Override
  public void close() {
    encrypted.close(CloseMode.IMMEDIATE);
    plain.close(CloseMode.IMMEDIATE);
    lookup.close();
  }
}
