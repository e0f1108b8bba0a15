package io.headland.demo.scenario;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The server's HTTP API, as used by an API owner's program.
final class LeafApi implements AutoCloseable {
  static final String USERS = "/services/usermanagement/api/users";
  static final String CONFIGS = "/services/config/api/configs";
  static final String SYNC_RUNS = "/services/headland/api/sync-runs";
  static final String RESOURCES = "/services/integrations/api/resources";
  static final String APPLICATIONS = "/services/headland/api/provider-applications";
  static final String EXPLAIN = "/services/headland/api/explain";
  static final String FIELDS = "/services/fields/api";

  private static final int PAGES = 4;
  private static final int LARGEST_PAGE = 100;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

  private final HttpCalls http;
  private String token = "";

  LeafApi(URI server) {
    this.http = new HttpCalls(server);
  }

  void use(String newToken) {
    token = newToken;
  }

  /// A request without a token, or with one that the caller adds.
  HttpCalls.Request anonymous(String method, String path) {
    return http.request(method, path);
  }

  ApiResponse get(String path) throws InterruptedException {
    return call("GET", path).send();
  }

  ApiResponse post(String path) throws InterruptedException {
    return call("POST", path).send();
  }

  ApiResponse post(String path, JsonNode body) throws InterruptedException {
    return call("POST", path).json(body).send();
  }

  ApiResponse patch(String path) throws InterruptedException {
    return call("PATCH", path).send();
  }

  ApiResponse patch(String path, JsonNode body) throws InterruptedException {
    return call("PATCH", path).json(body).send();
  }

  /// Waits for the end of a sync run.
  ///
  /// @param onEach receives each of its states, including the last
  /// @return the last state
  JsonNode follow(String run, Consumer<JsonNode> onEach) throws InterruptedException {
    AtomicReference<JsonNode> last = new AtomicReference<>(body());
    call("GET", SYNC_RUNS + "/" + run + "/events").follow(onEach.andThen(last::set));
    return last.get();
  }

  /// The body of a response as bytes.
  byte[] bytes(String path) throws InterruptedException {
    return call("GET", path).bytes();
  }

  /// Uploads a file in the form field `file`.
  ApiResponse upload(String path, String fileName, byte[] content) throws InterruptedException {
    return call("POST", path).file(fileName, content);
  }

  ApiResponse delete(String path) throws InterruptedException {
    return call("DELETE", path).send();
  }

  /// Follows `rel="next"` from the first page to the last.
  OrganizationPages organizations(String path, int expected) throws InterruptedException {
    int size = Math.clamp(Math.ceilDiv(expected, PAGES), 1, LARGEST_PAGE);
    List<Organization> organizations = new ArrayList<>();
    List<String> totals = new ArrayList<>();
    Optional<String> next = Optional.of(path + "?size=" + size);
    while (next.isPresent()) {
      ApiResponse page = get(next.get()).require(200);
      page.json().values().forEach(json -> organizations.add(Organization.of(json)));
      totals.add(page.header("X-Total-Count").orElse("absent"));
      StepFailed.unless(totals.size() <= 2 * expected + 1, "the Link headers do not end");
      next = next(page);
    }
    return new OrganizationPages(organizations, totals);
  }

  /// All entries of a list, read page by page.
  List<JsonNode> all(String path) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      ApiResponse page = get(next.get()).require(200);
      page.json().values().forEach(all::add);
      next = next(page);
    }
    return all;
  }

  private static Optional<String> next(ApiResponse page) {
    return page.header("Link").map(NEXT::matcher).filter(Matcher::find).map(m -> m.group(1));
  }

  static ObjectNode body() {
    return HttpCalls.JSON.createObjectNode();
  }

  private HttpCalls.Request call(String method, String path) {
    return http.request(method, path).bearer(token);
  }

  @Override
  public void close() {
    http.close();
  }
}
