package io.headland.server.platform.http;

import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.PageRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.HostPort;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ObjectNode;

/// A request passed to a route.
public final class Request {
  private final org.eclipse.jetty.server.Request jettyRequest;
  private final RequestTarget target;
  private final Map<String, String> pathParameters;
  private final RequestBody body;
  private final ResponseMemory.Grant grant;
  private final String requestId;
  private final RequestOrigin origin;
  private final String prefix;
  private final Optional<URI> configuredUrl;

  /// @param prefix of public paths, which the target does not have
  /// @param configuredUrl the setting `public-url`
  Request(
      org.eclipse.jetty.server.Request jettyRequest,
      RequestOrigin origin,
      String prefix,
      Optional<URI> configuredUrl,
      RequestTarget target,
      Map<String, String> pathParameters,
      RequestBody body,
      ResponseMemory.Grant grant,
      String requestId) {
    this.jettyRequest = jettyRequest;
    this.origin = origin;
    this.prefix = prefix;
    this.configuredUrl = configuredUrl;
    this.target = target;
    this.pathParameters = pathParameters;
    this.body = body;
    this.grant = grant;
    this.requestId = requestId;
  }

  /// The address of the client; behind a proxy that is not trusted, the address of the proxy.
  public InetAddress clientAddress() {
    return origin.client();
  }

  /// The prefix of public paths before the path of this request, without a trailing slash; blank
  /// for none.
  String prefix() {
    return prefix;
  }

  /// The base address of the server as used by the client, without a trailing slash; empty unless
  /// given by a trusted proxy.
  public Optional<URI> publicUrl() {
    return origin
        .host()
        .map(host -> URI.create(origin.scheme().orElse("http") + "://" + host + prefix));
  }

  /// The base address of links in the response, without a trailing slash: `public-url`, otherwise
  /// that of the request to a trusted proxy, otherwise that of this request.
  public String baseUrl() {
    return configuredUrl
        .map(url -> url.toString().replaceFirst("/$", ""))
        .or(() -> publicUrl().map(URI::toString))
        .orElseGet(() -> requestedRoot() + prefix);
  }

  private String requestedRoot() {
    String host = org.eclipse.jetty.server.Request.getServerName(jettyRequest);
    int port = org.eclipse.jetty.server.Request.getServerPort(jettyRequest);
    return "http://" + HostPort.normalizeHost(host) + ":" + port;
  }

  /// A parameter of the path, decoded.
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The route has no parameter " + name);
    }
    return value;
  }

  /// A parameter of the path, decoded; empty when the route has none of this name.
  public Optional<String> findPath(String name) {
    return Optional.ofNullable(pathParameters.get(name));
  }

  /// The complete path as received, without the query and without a prefix.
  public String wholePath() {
    return target.path();
  }

  /// A parameter of the query; the first one when it is repeated; absent also when it is empty.
  public Optional<String> query(String name) {
    return values(name).findFirst().filter(value -> !value.isEmpty());
  }

  /// All values of a parameter of the query, in their order, without empty ones.
  public List<String> queries(String name) {
    return values(name).filter(value -> !value.isEmpty()).toList();
  }

  /// The possible interpretations of a parameter of the query: as in a form, where a plus is a
  /// blank, and as in the rest of a URI, where it is a plus. One if both are equal; none when the
  /// parameter is absent or empty.
  public List<String> queryReadings(String name) {
    Optional<String> formReading = query(name);
    return formReading.isEmpty()
        ? List.of()
        : Stream.concat(formReading.stream(), QueryText.literal(rawQuery(), name).stream())
            .distinct()
            .toList();
  }

  private Stream<String> values(String name) {
    return Stream.of(target.query().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> decode(pair[0]).equals(name))
        .map(pair -> pair.length > 1 ? decode(pair[1]) : "");
  }

  private static String decode(String text) {
    // The target was validated: every percent sign is followed by two hexadecimal digits.
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// A Boolean parameter of the query; false when absent.
  public boolean flag(String name) {
    return switch (query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ProblemException(
              Problem.of(400, "The query parameter " + name + " must be true or false."));
    };
  }

  public String rawQuery() {
    return target.query();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(jettyRequest.getHeaders().get(name));
  }

  /// A cookie.
  public Optional<String> cookie(String name) {
    String start = name + "=";
    return jettyRequest.getHeaders().getValuesList("Cookie").stream()
        .flatMap(line -> List.of(line.split(";")).stream())
        .map(String::strip)
        .filter(pair -> pair.startsWith(start))
        .map(pair -> pair.substring(start.length()))
        .findFirst();
  }

  /// The body as a submitted form.
  public Form form() {
    return Form.parse(body.text());
  }

  /// The memory for the geometries of the response, until it has been sent.
  ///
  /// @param entityName of problems
  /// @param advice the alternative to a response that is too large, as the end of a sentence
  public ByteBudget responseBudget(String entityName, String advice) {
    return grant.budget(entityName, _ -> advice);
  }

  /// The memory for the geometries of a page.
  ///
  /// @param entityName of problems
  public ByteBudget responseBudget(String entityName, PageRequest page) {
    return grant.budget(
        entityName,
        share ->
            "request smaller pages, for example with size="
                + Math.max(1, (int) (page.size() * share)));
  }

  /// The response with its body in bytes or, if memory was reserved for it, with a body that is
  /// written while it is sent.
  Response complete(Response response, ObjectWriter writer) {
    if (grant.isReserved()) {
      return response.streamed(writer);
    }
    Response rendered = response.rendered(writer);
    if (rendered != response && jettyRequest.getMethod().equals("GET")) {
      grant.sending(rendered.body().length);
    }
    return rendered;
  }

  /// The id of this request in responses and logs.
  public String requestId() {
    return requestId;
  }

  /// The body, which must be a JSON object.
  public ObjectNode body() {
    return bodyIfAny()
        .orElseThrow(
            () -> new ProblemException(Problem.of(400, "Required request body is missing.")));
  }

  /// The body as received, with any JSON; a body that is too long is rejected.
  public byte[] bytes() {
    return body.bytes();
  }

  /// The file in a body of the form `multipart/form-data`, in its field `file`.
  ///
  /// @param limit size limit of the body
  public UploadedFile file(int limit) {
    return MultipartBody.file(body, limit);
  }

  /// Receives a file in a body of the form `multipart/form-data`, in its field `file`, and writes
  /// it to a temporary file. The caller closes the result, which deletes the file unless it was
  /// moved.
  ///
  /// @throws ProblemException when the body is not valid or a limit is reached
  public ReceivedFile receive(FileUploads uploads, ExpectedFile expected) {
    return uploads.receive(body, expected);
  }

  /// Receives the body as bytes of a file, and passes them on in pieces, each of them in a
  /// temporary file.
  ///
  /// @throws ProblemException when a limit is reached, the checksum differs, or the body ends
  ///   early; bytes that were received before the early end are passed on
  public void receive(FileUploads uploads, ExpectedBytes expected, PieceTarget target) {
    uploads.receive(body, expected, target);
  }

  /// The body when there is one.
  public Optional<ObjectNode> bodyIfAny() {
    return body.object();
  }

  /// Parses a query as in RFC 3986, not as a form: a plus is literal.
  static final class QueryText {
    private QueryText() {}

    /// The first value of a parameter; empty when there is none or its escapes are invalid.
    static Optional<String> literal(String rawQuery, String name) {
      for (String pair : rawQuery.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length == 2 && decode(parts[0]).filter(name::equals).isPresent()) {
          return decode(parts[1]);
        }
      }
      return Optional.empty();
    }

    private static Optional<String> decode(String text) {
      try {
        return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException _) {
        // The other interpretation decides the result of the request.
        return Optional.empty();
      }
    }
  }
}
