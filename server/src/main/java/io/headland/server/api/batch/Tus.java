package io.headland.server.api.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.http.BodyChecksum;
import io.headland.server.platform.http.FileNames;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes.OwnedRoute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The header fields of tus 1.0.0, the protocol of uploads that continue after an interruption.
final class Tus {
  static final String VERSION = "1.0.0";
  static final String BYTES = "application/offset+octet-stream";
  static final String LENGTH = "Upload-Length";
  static final String OFFSET = "Upload-Offset";

  private static final String EXTENSIONS =
      "creation,creation-with-upload,expiration,checksum,termination";
  private static final String RESUMABLE = "Tus-Resumable";
  private static final String SUPPORTED = "Tus-Version";
  private static final String METADATA = "Upload-Metadata";
  private static final String BATCH = "X-Headland-Batch";
  private static final int MAX_METADATA = 2_048;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern PAIRS =
      Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]+( [A-Za-z0-9+/]*={0,2})?");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Tus() {}

  /// A route whose requests must name the version of the protocol.
  static OwnedRoute required(OwnedRoute route) {
    return (owner, request) -> {
      if (request.header(RESUMABLE).isEmpty()) {
        throw unsupported();
      }
      return optional(route).handle(owner, request);
    };
  }

  /// A route whose requests may lack the version, so that other clients can use it.
  static OwnedRoute optional(OwnedRoute route) {
    return (owner, request) -> {
      if (!request.header(RESUMABLE).orElse(VERSION).equals(VERSION)) {
        throw unsupported();
      }
      try {
        return route.handle(owner, request).header(RESUMABLE, VERSION);
      } catch (ProblemException e) {
        throw new ProblemException(e.problem().withHeader(RESUMABLE, VERSION));
      }
    };
  }

  private static ProblemException unsupported() {
    return new ProblemException(
        Problem.of(412, "The header Tus-Resumable must be " + VERSION + ".")
            .withHeader(SUPPORTED, VERSION)
            .withHeader(RESUMABLE, VERSION));
  }

  /// What the server supports.
  static Response options(long maxSize) {
    return Response.noContent()
        .header(RESUMABLE, VERSION)
        .header(SUPPORTED, VERSION)
        .header("Tus-Extension", EXTENSIONS)
        .header("Tus-Checksum-Algorithm", "sha1,sha256")
        .header("Tus-Max-Size", Long.toString(maxSize));
  }

  /// A response with the state of an upload.
  static Response state(Response response, ArchiveUpload upload) {
    response.header(OFFSET, Long.toString(upload.received()));
    upload
        .batch()
        .ifPresentOrElse(
            batch -> response.header(BATCH, batch.toString()),
            () -> response.header("Upload-Expires", time(upload.expiresAt())));
    return response;
  }

  /// A response with the state of an upload and what its client stated about it.
  static Response wholeState(Response response, ArchiveUpload upload) {
    state(response, upload).header(LENGTH, Long.toString(upload.size()));
    return upload.metadata().isEmpty() ? response : response.header(METADATA, upload.metadata());
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  /// A header with a number that is not negative; empty when there is none.
  static OptionalLong number(Request request, String header) {
    return request
        .header(header)
        .map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  static boolean hasBytes(Request request) {
    return request
        .header("Content-Type")
        .map(type -> type.split(";", 2)[0].strip())
        .filter(BYTES::equalsIgnoreCase)
        .isPresent();
  }

  /// The header `Upload-Metadata`; blank when there is none.
  static String metadata(Request request) {
    String metadata = request.header(METADATA).orElse("").strip();
    boolean isValid =
        metadata.length() <= MAX_METADATA
            && (metadata.isEmpty()
                || Arrays.stream(metadata.split(",", -1))
                    .allMatch(pair -> PAIRS.matcher(pair.strip()).matches()));
    if (!isValid) {
      throw BatchProblems.bad(
          "The header Upload-Metadata must consist of keys and values in Base64, with at most "
              + MAX_METADATA
              + " characters.");
    }
    return metadata;
  }

  /// The name of the file in the metadata, for display.
  static Optional<String> fileName(String metadata) {
    return Arrays.stream(metadata.split(",", -1))
        .map(pair -> pair.strip().split(" ", 2))
        .filter(pair -> pair.length == 2 && pair[0].equals("filename"))
        .map(pair -> new String(decoded(pair[1], METADATA), StandardCharsets.UTF_8))
        .map(FileNames::displayedLast)
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /// The header `Upload-Checksum`.
  static Optional<BodyChecksum> checksum(Request request) {
    return request.header("Upload-Checksum").map(Tus::checksum);
  }

  private static BodyChecksum checksum(String header) {
    String[] parts = header.strip().split(" ", 2);
    byte[] expected = decoded(parts.length == 2 ? parts[1].strip() : "", "Upload-Checksum");
    return switch (parts[0]) {
      case "sha1" -> new BodyChecksum(Digests.sha1(), expected);
      case "sha256" -> new BodyChecksum(Digests.sha256(), expected);
      default ->
          throw BatchProblems.bad("The algorithm of Upload-Checksum must be sha1 or sha256.");
    };
  }

  private static byte[] decoded(String base64, String header) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw BatchProblems.bad("The header " + header + " has a value that is not Base64.");
    }
  }
}
