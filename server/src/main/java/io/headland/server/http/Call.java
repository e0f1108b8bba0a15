package io.headland.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.MDC;
import tools.jackson.databind.node.ObjectNode;

/// A request as a route sees it.
public final class Call {
  private final ServerRequest request;

  Call(ServerRequest request) {
    this.request = request;
  }

  /// A parameter of the path, decoded.
  public String path(String name) {
    return request.path().pathParameters().get(name);
  }

  /// A parameter of the path, decoded; empty when the route has none of this name.
  public Optional<String> findPath(String name) {
    return request.path().pathParameters().first(name).asOptional();
  }

  /// The whole path as the client sent it, without the query.
  public String wholePath() {
    return request.path().absolute().rawPath();
  }

  /// A parameter of the query; the first one when it is repeated; absent also when it is empty.
  public Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
  }

  /// Every value of a parameter of the query, in their order, without the empty ones.
  public List<String> queries(String name) {
    return request.query().contains(name)
        ? request.query().all(name).stream().filter(value -> !value.isEmpty()).toList()
        : List.of();
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
    return request.query().rawValue();
  }

  public Optional<String> header(String name) {
    return request.headers().first(HeaderNames.create(name));
  }

  /// A cookie.
  public Optional<String> cookie(String name) {
    String start = name + "=";
    return request.headers().values(HeaderNames.COOKIE).stream()
        .flatMap(line -> Stream.of(line.split(";")))
        .map(String::strip)
        .filter(pair -> pair.startsWith(start))
        .map(pair -> pair.substring(start.length()))
        .findFirst();
  }

  /// The body as a form that a page sent.
  public Form form() {
    return Form.parse(RequestBody.text(request));
  }

  /// The id of this request, as answers and logs show it.
  public String requestId() {
    return Optional.ofNullable(MDC.get("requestId")).orElse("");
  }

  /// The body, which must be a JSON object.
  public ObjectNode body() {
    return RequestBody.read(request)
        .orElseThrow(
            () -> new ProblemException(Problem.of(400, "Required request body is missing.")));
  }

  /// The body as it came, whatever JSON it is; what is too long is refused.
  public byte[] bytes() {
    return RequestBody.readBytes(request);
  }

  /// The file in a body of the form `multipart/form-data`, in its field `file`.
  ///
  /// @param most bytes of the body; one that is longer is refused
  public UploadedFile file(int most) {
    return MultipartBody.file(request, most);
  }

  /// The body when there is one.
  public Optional<ObjectNode> bodyIfAny() {
    return RequestBody.read(request);
  }
}
