package io.headland.server.api.batch;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/// Uploads of archives by a test, with the client `tus-java-client` and with single requests.
public final class TusUploads {
  public static final String UPLOADS = "/services/headland/api/uploads";

  private static final String BYTES = "application/offset+octet-stream";

  private TusUploads() {}

  /// A client that remembers its uploads.
  public static TusClient client(URI server, ApiClient api, String leafUser) throws IOException {
    TusClient client = new TusClient();
    client.setUploadCreationURL(
        server.resolve(UPLOADS + "?leafUserId=" + leafUser + "&provider=Other").toURL());
    client.setHeaders(Map.of("Authorization", "Bearer " + api.token()));
    client.enableResuming(new TusURLMemoryStore());
    return client;
  }

  /// An archive that has not been sent.
  public static TusUpload upload(byte[] archive) {
    TusUpload upload = new TusUpload();
    upload.setInputStream(new ByteArrayInputStream(archive));
    upload.setSize(archive.length);
    upload.setFingerprint("archive");
    upload.setMetadata(Map.of("filename", "harvest.zip"));
    return upload;
  }

  /// Continues an upload, or begins it, and sends all bytes.
  ///
  /// @param requestSize number of bytes of each request
  /// @return the address of the upload
  public static URL send(TusClient client, byte[] archive, int requestSize)
      throws IOException, ProtocolException {
    TusUploader uploader = client.resumeOrCreateUpload(upload(archive));
    uploader.setChunkSize(Math.min(requestSize, 64 * 1024));
    uploader.setRequestPayloadSize(requestSize);
    while (uploader.uploadChunk() > -1) {
      // It has sent a chunk.
    }
    uploader.finish();
    return uploader.getUploadURL();
  }

  /// Creates an upload without bytes.
  public static ApiResponse create(ApiClient api, String leafUser, long size) {
    return create(api, leafUser, size, new byte[0]);
  }

  /// Creates an upload with its first bytes.
  public static ApiResponse create(ApiClient api, String leafUser, long size, byte[] start) {
    String target = UPLOADS + "?leafUserId=" + leafUser + "&provider=Other";
    String length = Long.toString(size);
    return start.length == 0
        ? api.send(
            "POST",
            target,
            BodyPublishers.noBody(),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            length)
        : api.send(
            "POST",
            target,
            BodyPublishers.ofByteArray(start),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            length,
            "Content-Type",
            BYTES);
  }

  public static ApiResponse append(
      ApiClient api, String path, long offset, byte[] bytes, String... headers) {
    String[] all = new String[headers.length + 6];
    System.arraycopy(headers, 0, all, 6, headers.length);
    all[0] = "Tus-Resumable";
    all[1] = "1.0.0";
    all[2] = "Upload-Offset";
    all[3] = Long.toString(offset);
    all[4] = "Content-Type";
    all[5] = BYTES;
    return api.send("PATCH", path, BodyPublishers.ofByteArray(bytes), all);
  }

  public static ApiResponse delete(ApiClient api, String path) {
    return api.send("DELETE", path, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0");
  }

  /// The number of bytes that the server has.
  public static long received(ApiClient api, String path) {
    return Long.parseLong(api.get(path).header("Upload-Offset").orElseThrow());
  }
}
