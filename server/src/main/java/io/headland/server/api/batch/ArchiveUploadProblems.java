package io.headland.server.api.batch;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;

/// The problems of requests about uploads of archives.
final class ArchiveUploadProblems {
  private static final String UPLOAD = "upload";

  private ArchiveUploadProblems() {}

  static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, UPLOAD, "uploadNotFound", "There is no such upload, or it has expired."));
  }

  static ProblemException missing(String parameter) {
    return BatchProblems.bad("The query parameter " + parameter + " is required.");
  }

  static ProblemException noLength() {
    return BatchProblems.bad(
        "The header Upload-Length must be the size of the archive in bytes. Uploads of unknown"
            + " length are not supported.");
  }

  static ProblemException tooLarge(long max) {
    return new ProblemException(
        Problem.of(413, "The archive is larger than the limit of %d bytes.".formatted(max)));
  }

  static ProblemException tooMany() {
    return new ProblemException(
        Problem.rule(
            400,
            UPLOAD,
            "tooManyUploads",
            "There are too many incomplete uploads, or their archives are too large in total:"
                + " complete or delete one first."));
  }

  static ProblemException noOffset() {
    return BatchProblems.bad("The header Upload-Offset must be the position of the first byte.");
  }

  static ProblemException otherOffset(long offset) {
    return new ProblemException(
        Problem.rule(
            409,
            UPLOAD,
            "uploadOffsetNotCurrent",
            "Upload-Offset must be %d, the number of bytes that were received.".formatted(offset)));
  }

  static ProblemException overtaken() {
    return new ProblemException(
        Problem.rule(
            409,
            UPLOAD,
            "uploadOffsetNotCurrent",
            "Another request has changed the upload: read its Upload-Offset and continue there."));
  }

  static ProblemException partMissing() {
    return new ProblemException(
        Problem.rule(
            409,
            UPLOAD,
            "uploadPartMissing",
            "A part of the archive is not in the file store of this node. All nodes must have the"
                + " same machine-files.folder; otherwise create the upload again."));
  }

  static ProblemException otherMediaType() {
    return new ProblemException(
        Problem.of(415, "The request body must have the Content-Type: " + Tus.BYTES + "."));
  }
}
