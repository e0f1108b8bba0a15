package io.headland.server.platform.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in an S3-compatible object store.
///
/// @param prefix of all keys: blank, or one that ends with `/`
public record S3Location(String bucket, String prefix) {
  private static final String SCHEME = "s3://";
  private static final Pattern FORM =
      Pattern.compile(
          "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){0,8})/?");

  /// Whether a text is meant to be the address of a bucket, valid or not.
  public static boolean isMeantBy(String text) {
    return text.startsWith(SCHEME);
  }

  /// Parses `s3://<bucket>` or `s3://<bucket>/<prefix>`; empty when it has another form.
  public static Optional<S3Location> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String prefix = form.group(2);
    return Optional.of(
        new S3Location(form.group(1), prefix.isEmpty() ? "" : prefix.substring(1) + "/"));
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + prefix;
  }
}
