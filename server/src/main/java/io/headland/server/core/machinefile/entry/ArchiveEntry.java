package io.headland.server.core.machinefile.entry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A file of an archive. It is read from the archive and never extracted by its name.
public final class ArchiveEntry {
  private static final int MAX_EXCERPT = 80;

  private final String path;
  private final ZipFile zip;
  private final ZipEntry entry;

  /// An entry of an open zip file.
  ///
  /// @param path of the archive in which the entry is, with a slash at its end; blank for the
  ///   uploaded one
  public ArchiveEntry(String path, ZipFile zip, ZipEntry entry) {
    this.path = path + printable(entry.getName().replace('\\', '/'));
    this.zip = zip;
    this.entry = entry;
  }

  /// The beginning of a text of a file, without control characters, for messages.
  public static String excerpt(String text) {
    int end =
        text.offsetByCodePoints(0, Math.min(MAX_EXCERPT, text.codePointCount(0, text.length())));
    return printable(text.substring(0, end));
  }

  /// A text of a file without control characters.
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /// The path in the uploaded archive. A nested archive is a folder of this path.
  public String path() {
    return path;
  }

  /// The path of its folder, with a slash at its end; blank for the root.
  public String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The path without the ending of the file name.
  public String base() {
    int dot = fileName().lastIndexOf('.');
    return dot < 0 ? path : folder() + fileName().substring(0, dot);
  }

  /// The ending of the file name in lower case, with its dot; blank without one.
  public String ending() {
    int dot = fileName().lastIndexOf('.');
    return dot < 0 ? "" : fileName().substring(dot).toLowerCase(Locale.ROOT);
  }

  /// Uncompressed bytes, as the archive states them; [#open] returns no more than these.
  public long size() {
    return entry.getSize();
  }

  /// Opens the content. A damaged entry ends with a [java.util.zip.ZipException] or an
  /// [java.io.EOFException].
  public InputStream open() throws IOException {
    return new VerifiedInputStream(zip.getInputStream(entry), path, entry);
  }

  /// The first bytes of the content, or all when it is shorter.
  public byte[] first(int bytes) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(bytes);
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
