package io.headland.server.outbound;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The settings of the HTTP client: it does what it is told and nothing of its own accord. No
/// redirect, no proxy, no cookie, no second attempt, no other encoding.
final class ApacheClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Those who call bound how much they call at a time.
  private static final int CONNECTIONS = 4_096;

  private ApacheClient() {}

  static CloseableHttpClient open(JudgedNames names, Duration timeout, String userAgent) {
    Timeout connect = Timeout.of(CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout);
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.of(timeout))
                        // Soon enough, a name that leads elsewhere is judged and followed anew.
                        .setTimeToLive(TimeValue.ofSeconds(60))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
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
}
