package io.headland.server.platform.safehttp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// The configuration of the HTTP client, without automatic functions: no redirects, no proxy, no
/// cookies, no retries, no content encodings.
final class ApacheClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Callers limit their number of concurrent calls.
  private static final int CONNECTIONS = 4_096;

  /// A response may come from an untrusted server: without a limit, its header lines could exhaust
  /// the memory.
  private static final Http1Config LINES =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(100).build();

  private static final AtomicLong NUMBERS = new AtomicLong();

  private ApacheClient() {}

  static CloseableHttpClient open(GuardedDnsResolver names, Duration timeout, String userAgent) {
    Timeout connect = Timeout.of(CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout);
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ApacheClient::connection)
                .setDnsResolver(names)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.of(timeout))
                        // So that a changed address is checked again soon.
                        .setTimeToLive(TimeValue.ofSeconds(60))
                        // Before each reuse that ReusableConnection checks: the peer may have
                        // closed the connection, and calls are not retried.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.of(timeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setRoutePlanner(new DefaultRoutePlanner(null))
        .setUserAgent(userAgent)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .evictIdleConnections(TimeValue.ofSeconds(30))
        .build();
  }

  private static ManagedHttpClientConnection connection(@Nullable Socket socket)
      throws IOException {
    var connection = new ReusableConnection("endpoint-" + NUMBERS.incrementAndGet(), LINES);
    if (socket != null) {
      connection.bind(socket);
    }
    return connection;
  }
}
