package io.headland.server.platform.files;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Recognizes failures because of a full disk.
public final class FullDisk {
  /// Messages of operating systems (ENOSPC, EDQUOT), and of DuckDB when its temporary files do not
  /// fit.
  private static final List<String> MESSAGES =
      List.of("no space left", "quota exceeded", "max_temp_directory_size");

  private FullDisk() {}

  /// Whether a full disk caused a failure.
  public static boolean isCauseOf(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (MESSAGES.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
