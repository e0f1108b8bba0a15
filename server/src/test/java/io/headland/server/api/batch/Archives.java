package io.headland.server.api.batch;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/// Uploads of archives by a test.
public final class Archives {
  public static final String BATCHES = "/services/operations/api/batch";

  private static final String BOUNDARY = "----archives";

  private Archives() {}

  /// Bytes that begin like an archive, and differ from those of other names.
  public static byte[] archive(String name) {
    return ("PK\3\4" + name).getBytes(StandardCharsets.UTF_8);
  }

  /// Sends an archive with its parameters in the query.
  public static ApiResponse upload(ApiClient api, String leafUser, byte[] archive) {
    return send(api, "?leafUserId=" + leafUser + "&provider=Other", new Form().file(archive));
  }

  public static ApiResponse send(ApiClient api, String query, Form form) {
    return api.send(
        "POST",
        BATCHES + query,
        BodyPublishers.ofByteArray(form.bytes()),
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  /// The id of a new Leaf user.
  public static String newUser(ApiClient api) {
    return api.post(
            "/services/usermanagement/api/users",
            "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
        .id();
  }

  /// The parts of a form in the order in which they are added.
  public static final class Form {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Form field(String name, String value) {
      return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    public Form file(byte[] content) {
      return file("harvest.zip", content);
    }

    public Form file(String name, byte[] content) {
      return part("name=\"file\"; filename=\"" + name + "\"", content);
    }

    private Form part(String disposition, byte[] content) {
      bytes.writeBytes(
          ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(content);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] bytes() {
      ByteArrayOutputStream complete = new ByteArrayOutputStream();
      complete.writeBytes(bytes.toByteArray());
      complete.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
      return complete.toByteArray();
    }
  }
}
