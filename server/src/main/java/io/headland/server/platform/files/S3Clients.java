package io.headland.server.platform.files;

import io.headland.server.platform.config.StartupException;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Clients of object stores, configured as all programs that use the SDK of AWS: by the environment
/// variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL_S3` and
/// the others of its documentation, by `~/.aws`, or by the role of the machine.
public final class S3Clients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  private S3Clients() {}

  /// A client that requires no request yet.
  ///
  /// Buckets are named in the path, which every compatible store accepts; names of hosts below the
  /// endpoint require DNS records. Checksums beyond those that an operation requires are not
  /// understood by some compatible stores.
  ///
  /// @throws StartupException when the region or the endpoint is missing or invalid
  public static S3Client fromEnvironment() {
    try {
      return S3Client.builder()
          .forcePathStyle(true)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .httpClientBuilder(
              UrlConnectionHttpClient.builder()
                  .connectionTimeout(CONNECT_TIMEOUT)
                  .socketTimeout(SOCKET_TIMEOUT))
          .build();
    } catch (SdkException | IllegalArgumentException e) {
      throw new StartupException(
          "The client of the object store is not configured: %s".formatted(e.getMessage()), e);
    }
  }
}
