package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every text of every operation, in its path, its query, its headers and its body, in turn
/// replaced by texts that a database, a JSON reader or a URI cannot keep, or that are very long.
/// None is an error of the server.
class UnusualTextIT {
  private static final String LONG = "x".repeat(100_000);

  /// In a URI: NUL, a UTF-8 sequence of an unpaired surrogate, a percent sign, and a text of the
  /// size of the longest path.
  private static final List<String> IN_URIS =
      List.of("%00", "a%00b", "%ED%A0%80", "%25", "y".repeat(4_000));

  /// A path that is not UTF-8 belongs to no operation: it is refused before that is known.
  private static final List<String> IN_PATHS =
      IN_URIS.stream().filter(odd -> !odd.equals("%ED%A0%80")).toList();

  /// In JSON, with escapes: NUL, an unpaired surrogate, `%00`, and a long text.
  private static final List<String> IN_JSON =
      List.of("\"\\u0000\"", "\"a\\ud800b\"", "\"%00\"", '"' + LONG + '"');

  private static final List<String> IN_HEADERS = List.of("%00", "\u00e9\u00ff", "z".repeat(4_000));
  private static final String MARK = "the-text-to-replace";
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  private static Simulator simulator;
  private static Receiver receiver;
  private static ServerFixture server;
  private static ApiClient owner;
  private static OwnerResources ownerResources;

  @BeforeAll
  static void start() throws InterruptedException {
    simulator = Simulator.start(SimulatorOptions.defaults());
    receiver = Receiver.start();
    server = ServerFixture.start(simulator.baseUri());
    owner = server.owner();
    ownerResources =
        OwnerIsolationIT.createResources(
            server, owner, simulator.demoCredentials(), receiver.uri("").toString());
  }

  @AfterAll
  static void stop() {
    server.close();
    receiver.close();
    simulator.close();
  }

  static List<Operation> operations() {
    return DOCUMENT.operations().stream().filter(Operation::secured).toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void inThePath(Operation operation) {
    for (String parameter : operation.template().parameters()) {
      for (String odd : IN_PATHS) {
        Map<String, String> values = new HashMap<>(ownerResources.inPaths());
        values.put(parameter, odd);
        rejectsOrResponds(operation, operation.template().with(values), "");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void inTheQueryAndTheHeaders(Operation operation) {
    String path = operation.template().with(OwnerResources.ofUnknown().inPaths());
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.path("name").stringValue("");
      switch (parameter.path("in").stringValue("")) {
        case "query" -> {
          for (String odd : IN_URIS) {
            rejectsOrResponds(operation, path + '?' + name + '=' + odd, "");
          }
        }
        case "header" -> {
          for (String odd : IN_HEADERS) {
            ApiResponse response =
                owner.send(operation.method(), path, BodyPublishers.noBody(), name, odd);
            assertThat(response.status()).as(operation + " " + name).isLessThan(500);
          }
        }
        default -> {}
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void inTheBody(Operation operation) {
    JsonNode body = DOCUMENT.resolve(operation.node().path("requestBody"));
    String path = operation.template().with(ownerResources.inPaths());
    body.at("/content/application~1json/examples")
        .forEach(
            example -> {
              String json = ownerResources.in(DOCUMENT.resolve(example).path("value").toString());
              for (String odd : unusualVariants(json)) {
                rejectsOrResponds(operation, path, odd);
              }
            });
  }

  private static void rejectsOrResponds(Operation operation, String target, String body) {
    ApiResponse response =
        body.isEmpty()
            ? owner.send(operation.method(), target, BodyPublishers.noBody())
            : owner.sendJson(operation.method(), target, body);
    assertThat(response.status())
        .as("%s %s %s", operation, shortened(target), shortened(body))
        .isLessThan(500);
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(300, text.length()));
  }

  /// The body once for each of its texts and each odd text.
  private static List<String> unusualVariants(String json) {
    List<String> variants = new ArrayList<>();
    JsonNode body = Json.MAPPER.readTree(json);
    replaceEachText(
        body,
        () -> {
          String marked = body.toString();
          IN_JSON.forEach(odd -> variants.add(marked.replace('"' + MARK + '"', odd)));
        });
    return variants;
  }

  private static void replaceEachText(JsonNode node, Runnable replaced) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        replace(object.get(name), with -> object.set(name, with), replaced);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        replace(array.get(i), with -> array.set(index, with), replaced);
      }
    }
  }

  private static void replace(JsonNode value, Consumer<JsonNode> set, Runnable replaced) {
    if (value.isString()) {
      set.accept(Json.MAPPER.getNodeFactory().stringNode(MARK));
      replaced.run();
      set.accept(value);
    } else {
      replaceEachText(value, replaced);
    }
  }
}
