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
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ObjectNode;

/// A request as a route sees it.
public final class Request {
  private final org.eclipse.jetty.server.Request jettyRequest;
  private final RequestTarget target;
  private final Map<String, String> pathParameters;
  private final RequestBody body;
  private final ResponseMemory.Grant grant;
  private final String requestId;
  private final RequestOrigin origin;
  private final String prefix;

  /// @param prefix of public paths, which the target does not have
  Request(
      org.eclipse.jetty.server.Request jettyRequest,
      RequestOrigin origin,
      String prefix,
      RequestTarget target,
      Map<String, String> pathParameters,
      RequestBody body,
      ResponseMemory.Grant grant,
      String requestId) {
    this.jettyRequest = jettyRequest;
    this.origin = origin;
    this.prefix = prefix;
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

  /// What public paths begin with before the path of this request, without a slash at its end;
  /// blank when there is nothing.
  String prefix() {
    return prefix;
  }

  /// The base address of the server as the client addressed it, without a slash at its end; empty
  /// unless a trusted proxy says it.
  public Optional<URI> publicUrl() {
    return origin
        .host()
        .map(host -> URI.create(origin.scheme().orElse("http") + "://" + host + prefix));
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

  /// The whole path as the client sent it, without the query and without a prefix.
  public String wholePath() {
    return target.path();
  }

  /// A parameter of the query; the first one when it is repeated; absent also when it is empty.
  public Optional<String> query(String name) {
    return values(name).findFirst().filter(value -> !value.isEmpty());
  }

  /// Every value of a parameter of the query, in their order, without the empty ones.
  public List<String> queries(String name) {
    return values(name).filter(value -> !value.isEmpty()).toList();
  }

  /// What a parameter of the query can mean: as in a form, where a plus is a blank, and as in the
  /// rest of a URI, where it is a plus. One reading where both are the same; none when the
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
    // The target was checked: every percent sign is followed by two hexadecimal digits.
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// A yes-or-no parameter of the query; absent means no.
  public boolean flag(String name) {
    return switch (query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ProblemException(
              Problem.of(400, "The query parameter " + name + " is true or false."));
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

  /// The body as a form that a page sent.
  public Form form() {
    return Form.parse(body.text());
  }

  /// The memory for the geometries of the response, until it has been sent.
  ///
  /// @param entityName of problems
  /// @param advice what to request instead of a response that does not fit, as the end of a
  ///   sentence
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

  /// The answer with its body in bytes or, where memory was reserved for it, one whose body is
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

  /// The id of this request, as answers and logs show it.
  public String requestId() {
    return requestId;
  }

  /// The body, which must be a JSON object.
  public ObjectNode body() {
    return bodyIfAny()
        .orElseThrow(
            () -> new ProblemException(Problem.of(400, "Required request body is missing.")));
  }

  /// The body as it came, whatever JSON it is; what is too long is refused.
  public byte[] bytes() {
    return body.bytes();
  }

  /// The file in a body of the form `multipart/form-data`, in its field `file`.
  ///
  /// @param most bytes of the body; one that is longer is refused
  public UploadedFile file(int most) {
    return MultipartBody.file(body, most);
  }

  /// The body when there is one.
  public Optional<ObjectNode> bodyIfAny() {
    return body.object();
  }
}
