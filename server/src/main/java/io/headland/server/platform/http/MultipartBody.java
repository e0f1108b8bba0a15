package io.headland.server.platform.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;

/// Reads the file in a request of the form `multipart/form-data` (RFC 7578).
final class MultipartBody {
  static final String FIELD = "file";
  static final int MAX_PARTS = 20;

  private static final int BUFFER = 4_096;

  private MultipartBody() {}

  static UploadedFile file(RequestBody request, int limit) {
    String boundary = boundary(request.contentType());
    byte[] body = request.bytesOfAnyType(limit);
    return find(body, boundary).orElseThrow(MultipartBody::noFile);
  }

  /// The boundary between the parts.
  ///
  /// @throws ProblemException 415 for another media type
  static String boundary(String contentType) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    // A parameter without a value is null.
    String boundary =
        Objects.requireNonNullElse(parser.parse(contentType, ';').get("boundary"), "");
    if (!contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
        || boundary.isEmpty()) {
      throw new ProblemException(
          Problem.of(415, "The request body must be multipart/form-data with the file."));
    }
    return boundary;
  }

  static ProblemException noFile() {
    return new ProblemException(
        Problem.of(400, "The request body has no file in the form field file."));
  }

  private static Optional<UploadedFile> find(byte[] body, String boundary) {
    try {
      MultipartStream parts =
          new MultipartStream(
              new ByteArrayInputStream(body),
              boundary.getBytes(StandardCharsets.ISO_8859_1),
              Math.max(BUFFER, boundary.length() * 2 + 16),
              null);
      boolean more = parts.skipPreamble();
      for (int i = 0; more && i < MAX_PARTS; i++) {
        Map<String, String> disposition = disposition(parts.readHeaders());
        if (FIELD.equals(disposition.get("name")) && disposition.get("filename") != null) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          parts.readBodyData(bytes);
          return Optional.of(
              new UploadedFile(FileNames.last(disposition.get("filename")), bytes.toByteArray()));
        }
        parts.discardBodyData();
        more = parts.readBoundary();
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      throw new ProblemException(
          Problem.of(400, "The request body is not valid multipart/form-data."));
    }
  }

  /// The parameters of the header `Content-Disposition` of a part.
  static Map<String, String> disposition(String headers) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    return headers
        .lines()
        .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
        .findFirst()
        .map(line -> parser.parse(line.substring(20), ';'))
        .orElse(Map.of());
  }
}
