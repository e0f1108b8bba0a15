package io.headland.server.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.AssetKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ConfigurationIT {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final String MISSING = CONFIGS + "/01a00000-0000-7000-8000-000000000001";
  private static final String EFFECTIVE = "?effective=true";
  private static final AtomicInteger OWNERS = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static ServerFixture server;

  private String email;
  private ApiClient owner;
  private String leafUser;
  private String config;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void signInWithoutSettings() {
    email = "owner-" + OWNERS.incrementAndGet() + "@example.com";
    owner = server.newOwner(email);
    leafUser =
        owner
            .post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
            .id();
    config = CONFIGS + "/" + leafUser;
  }

  @Test
  void anOwnerBeginsWithTheDefaults() {
    String defaults =
        """
        {"apiOwnerUsername": "%s", "leafUserId": "", "organizationDataSync": "ALL", "customDataSync": true,
         "fieldsAutoSync": true, "operationsAutoSync": true, "machinesAutoSync": false,
         "implementsAutoSync": false, "operatorsAutoSync": false, "productsAutoSync": false,
         "zonesAutoSync": false, "syncPartnerData": false, "operationsProcessingRange": 12,
         "irrigationProcessingRange": 12, "automaticFixBoundary": true, "fieldsAutoMerge": false,
         "fieldsMergeIntersection": 0.01, "fieldsAttachIntersection": 0.01,
         "cleanupStandardGeojson": true, "originalOperationData": true,
         "enableOutsideFieldGeojson": false, "enableGeoparquetOutput": false,
         "enablePolygonOutput": false, "enableOperationsSession": false,
         "summarizeByProductEntry": true, "fieldOperationCreation": true,
         "operationsFilteredGeojson": true, "operationsRemoveOutliers": true,
         "operationsOutliersLimit": 3, "operationsMergeRange": 5,
         "operationsMergeRangeHarvested": 21, "splitOperationsByField": true,
         "splitOperationsByProvider": true, "splitOperationsByTillType": false}
        """
            .formatted(email);

    assertThat(owner.get(CONFIGS).json()).isEqualTo(JSON.readTree(defaults));
  }

  @Test
  void aPatchOfTheOwnersConfigurationMergesAndReturnsAllKeys() {
    ObjectNode expected = (ObjectNode) owner.get(CONFIGS).json();
    expected.put("customDataSync", false).put("unitMeasurement", "METRIC");

    assertThat(owner.patch(CONFIGS, "{\"customDataSync\": false}").status()).isEqualTo(200);
    ApiResponse patched = owner.patch(CONFIGS, "{\"unitMeasurement\": \"METRIC\"}");

    assertThat(patched.json()).isEqualTo(expected);
    assertThat(owner.get(CONFIGS).json()).isEqualTo(expected);
    assertThat(owner.patch(CONFIGS, "{}").json()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"organizationsDataSync\": \"SELECTED_ONLY\"}",
        "{\"organizationDataSync\": \"SELECTED_ONLY\", \"organizationsDataSync\": \"ALL\"}"
      })
  void theTutorialsSpellingIsUnderstoodAndNotKept(String json) {
    for (JsonNode response :
        List.of(owner.patch(CONFIGS, json).json(), owner.post(config, json).json())) {
      assertThat(response.path("organizationDataSync").stringValue()).isEqualTo("SELECTED_ONLY");
      assertThat(response.has("organizationsDataSync")).isFalse();
    }
  }

  @Test
  void aLeafUserHasNoneUntilOneIsSet() {
    assertThat(owner.get(config).status()).isEqualTo(404);
    assertThat(owner.delete(config).status()).isEqualTo(404);

    ApiResponse created = owner.post(config, "{\"fieldsAutoSync\": false}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json())
        .isEqualTo(
            JSON.createObjectNode()
                .put("apiOwnerUsername", email)
                .put("leafUserId", leafUser)
                .put("fieldsAutoSync", false));
    assertThat(owner.get(config).json()).isEqualTo(created.json());
    assertThat(owner.get(CONFIGS + "/" + leafUser.toUpperCase(Locale.ROOT)).json())
        .isEqualTo(created.json());

    assertThat(owner.delete(config).status()).isEqualTo(204);
    assertThat(owner.get(config).status()).isEqualTo(404);
    assertThat(owner.delete(config).status()).isEqualTo(404);
  }

  @Test
  void postAndPatchBothMergeIntoWhatIsThere() {
    assertThat(owner.patch(config, "{\"fieldsAutoSync\": false}").status()).isEqualTo(200);
    assertThat(owner.post(config, "{\"zonesAutoSync\": true}").status()).isEqualTo(201);

    JsonNode merged = owner.patch(config, "{\"fieldsAutoSync\": true}").json();

    assertThat(merged.path("fieldsAutoSync").booleanValue()).isTrue();
    assertThat(merged.path("zonesAutoSync").booleanValue()).isTrue();
  }

  @Test
  void aLeafUserInheritsWhatItDoesNotSet() {
    assertThat(effective()).isEqualTo(ofOwner());

    owner.post(config, "{\"customDataSync\": false}");
    owner.patch(CONFIGS, "{\"organizationDataSync\": \"SELECTED_ONLY\", \"customDataSync\": true}");

    assertThat(effective()).isEqualTo(ofOwner().put("customDataSync", false));
    assertThat(owner.get(config).json().has("organizationDataSync")).isFalse();
    assertThat(owner.get(config + "?effective=false").json()).isEqualTo(owner.get(config).json());
    assertThat(owner.get(config + "?effective=yes").status()).isEqualTo(400);
    assertThat(owner.get(MISSING + EFFECTIVE).status()).isEqualTo(404);

    owner.delete(config);
    assertThat(effective()).isEqualTo(ofOwner());
  }

  @Test
  void theScopeOfASyncIsWhatHoldsAtThatMoment() {
    Configurations configurations = new Configurations(new ConfigurationStore(server.jdbi()));
    ApiOwnerId ownerId = server.ownerId(email);
    LeafUserId leafUserId = LeafUserId.parse(leafUser).orElseThrow();
    assertThat(configurations.scope(ownerId, leafUserId))
        .isEqualTo(new SyncScope(OrganizationDataSync.ALL, true, true, true, true, Set.of()));

    owner.patch(
        CONFIGS, "{\"organizationDataSync\": \"SELECTED_ONLY\", \"fieldsAutoSync\": false}");
    assertThat(configurations.scope(ownerId, leafUserId))
        .isEqualTo(
            new SyncScope(OrganizationDataSync.SELECTED_ONLY, true, false, true, true, Set.of()));

    owner.post(config, "{\"customDataSync\": false, \"fieldsAutoSync\": true}");
    assertThat(configurations.scope(ownerId, leafUserId))
        .isEqualTo(
            new SyncScope(OrganizationDataSync.SELECTED_ONLY, false, true, true, true, Set.of()));
    assertThat(configurations.organizationDataSync(ownerId, leafUserId))
        .isEqualTo(OrganizationDataSync.SELECTED_ONLY);

    owner.patch(config, "{\"machinesAutoSync\": true, \"operatorsAutoSync\": \"true\"}");
    assertThat(configurations.scope(ownerId, leafUserId).assetsAutoSync())
        .containsExactlyInAnyOrder(AssetKind.MACHINE, AssetKind.OPERATOR);

    owner.delete(config);
    assertThat(configurations.scope(ownerId, leafUserId))
        .isEqualTo(
            new SyncScope(OrganizationDataSync.SELECTED_ONLY, true, false, true, true, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"organizationDataSync", "organizationsDataSync"})
  void nullGivesAKeyBackToTheOwner(String key) {
    owner.post(config, "{\"organizationDataSync\": \"SELECTED_ONLY\", \"mine\": 1}");

    ApiResponse unset =
        owner.patch(config, "{\"" + key + "\": null, \"mine\": null, \"never\": null}");

    assertThat(unset.status()).isEqualTo(200);
    assertThat(unset.json().propertyNames())
        .containsExactlyInAnyOrder("apiOwnerUsername", "leafUserId");
    assertThat(effective()).isEqualTo(ofOwner());
  }

  @Test
  void theOwnersValuesCannotBeNull() {
    JsonNode before = owner.get(CONFIGS).json();

    ApiResponse refused =
        owner.patch(CONFIGS, "{\"customDataSync\": null, \"mine\": null, \"zonesAutoSync\": true}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.wrongFields()).containsExactlyInAnyOrder("customDataSync", "mine");
    assertThat(owner.get(CONFIGS).json()).isEqualTo(before);
  }

  @Test
  void booleansAndNumbersAreReadFromTexts() {
    owner.patch(
        config,
        """
        {"customDataSync": "False", "fieldsAutoSync": "true", "operationsProcessingRange": "024",
         "fieldsMergeIntersection": "0.5", "note": "true"}
        """);

    JsonNode stored = owner.get(config).json();
    assertThat(stored.path("customDataSync")).isEqualTo(JSON.readTree("false"));
    assertThat(stored.path("fieldsAutoSync")).isEqualTo(JSON.readTree("true"));
    assertThat(stored.path("operationsProcessingRange").intValue()).isEqualTo(24);
    assertThat(stored.path("fieldsMergeIntersection").doubleValue()).isEqualTo(0.5);
    assertThat(stored.path("note").stringValue()).isEqualTo("true");
  }

  static List<Arguments> wrongValues() {
    return List.of(
        argumentSet("unknown mode", "organizationDataSync", "\"SOME\""),
        argumentSet("mode in small letters", "organizationDataSync", "\"all\""),
        argumentSet("mode of another type", "organizationDataSync", "true"),
        argumentSet("text that is no boolean", "customDataSync", "\"yes\""),
        argumentSet("number for a boolean", "fieldsAutoSync", "1"),
        argumentSet("negative months", "operationsProcessingRange", "-1"),
        argumentSet("part of a month", "irrigationProcessingRange", "1.5"),
        argumentSet("too many months", "irrigationProcessingRange", "99999999999"),
        argumentSet("no percentage", "fieldsMergeIntersection", "0"),
        argumentSet("over a hundred", "fieldsAttachIntersection", "100.1"),
        argumentSet("text that is no percentage", "fieldsAttachIntersection", "\"1%\""),
        argumentSet("a NUL character", "note", "\"a\\u0000\""),
        argumentSet("a NUL character deep down", "note", "{\"a\": [\"\\u0000\"]}"),
        argumentSet("a NUL character in a key", "note", "{\"\\u0000\": 1}"),
        argumentSet("half a character", "note", "[\"\\ud83d\"]"),
        argumentSet("a number beyond all bounds", "note", "1e400"),
        argumentSet("such a number deep down", "note", "{\"a\": [1, -1e400]}"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsRefusedByItsKey(String key, String value) {
    JsonNode before = owner.get(CONFIGS).json();
    String json = "{\"zonesAutoSync\": true, \"%s\": %s}".formatted(key, value);

    for (ApiResponse refused :
        List.of(owner.patch(CONFIGS, json), owner.post(config, json), owner.patch(config, json))) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("message").stringValue()).isEqualTo("error.validation");
      assertThat(refused.wrongFields()).containsExactly(key);
    }
    assertThat(owner.get(CONFIGS).json()).isEqualTo(before);
    assertThat(owner.get(config).status()).isEqualTo(404);
  }

  @Test
  void everyWrongValueIsNamedAtOnce() {
    assertThat(
            owner
                .patch(CONFIGS, "{\"customDataSync\": 1, \"organizationsDataSync\": 2}")
                .wrongFields())
        .containsExactlyInAnyOrder("customDataSync", "organizationDataSync");
  }

  @Test
  void unknownKeysAreStoredAsSent() {
    String json =
        """
        {"geoimagesResolution": [0.5, 12345678901234567890, -0.25, 1e3], "empty": {}, "": "blank key",
         "cleanupRules": {"wetMass": [{"operator": "GT", "value": 0}], "deep": {"er": {"still": [[], null, false]}}},
         "standardGeoJson": {"planted": {"crop": "optional"}}, "text": "🚜 \\\\u0000 \\"quoted\\" \\n"}
        """;
    ObjectNode sent = (ObjectNode) JSON.readTree(json);

    for (String target : List.of(CONFIGS, config)) {
      owner.patch(target, json);
      JsonNode kept = owner.get(target).json();
      sent.propertyNames()
          .forEach(
              key ->
                  assertThat(sent.get(key).equals(ConfigurationIT::compareNumbers, kept.get(key)))
                      .as(sent.get(key) + " is stored as " + kept.get(key))
                      .isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"outofStandardOperations\": true}",
        "{\"outOfStandardOperations\": true}",
        "{\"unitMeasurement\": \"IMPERIAL\"}",
        "{\"operationsOutliersLimit\": 4}",
        "{\"standardGeoJson\": {\"planted\": {\"seedRate\": \"optional\"}}}",
        "{\"cropOptional\": true, \"seedRateOptional\": false}",
        "{\"operationsImageAsGeoTiff\": true, \"operationsImageAttributeCreation\": [\"a\"]}"
      })
  void whatHeadlandDoesNotActOnIsReturnedAsSentAndInherited(String json) {
    ObjectNode expected = ofOwner().setAll((ObjectNode) JSON.readTree(json));

    owner.patch(CONFIGS, json);

    assertThat(ofOwner()).isEqualTo(expected);
    assertThat(effective()).isEqualTo(expected);
    assertThat(owner.get(config).status()).isEqualTo(404);
  }

  @Test
  void anObjectOfALeafUserStandsInThePlaceOfTheOwners() {
    owner.patch(CONFIGS, "{\"cleanupRules\": {\"a\": 1}, \"zonesAutoSync\": true}");
    owner.post(config, "{\"cleanupRules\": {\"b\": 2}}");

    assertThat(effective().path("cleanupRules")).isEqualTo(JSON.readTree("{\"b\": 2}"));
    assertThat(effective().path("zonesAutoSync").booleanValue()).isTrue();
  }

  @Test
  void anObjectIsReplacedAndNotMerged() {
    owner.post(config, "{\"cleanupRules\": {\"a\": 1}}");

    assertThat(owner.patch(config, "{\"cleanupRules\": {\"b\": 2}}").json().path("cleanupRules"))
        .isEqualTo(JSON.readTree("{\"b\": 2}"));
  }

  @Test
  void keysThatAResponseAddsMayBeSentBack() {
    owner.post(config, "{\"zonesAutoSync\": true}");

    assertThat(owner.patch(config, owner.get(config).body()).json())
        .isEqualTo(owner.get(config).json());
    assertThat(owner.patch(CONFIGS, "{\"leafUserId\": \"x\", \"apiOwnerUsername\": 7}").json())
        .isEqualTo(owner.get(CONFIGS).json());
  }

  @Test
  void nobodyHasNoConfiguration() {
    assertThat(owner.get(MISSING).status()).isEqualTo(404);
    assertThat(owner.post(MISSING, "{}").status()).isEqualTo(404);
    assertThat(owner.patch(MISSING, "{}").status()).isEqualTo(404);
    assertThat(owner.delete(MISSING).status()).isEqualTo(404);
    assertThat(server.newOwner("stranger-of-" + email).get(config).status()).isEqualTo(404);
  }

  @Test
  void changesOfManyAtOnceAreAllKept() {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16)
          .forEach(
              i ->
                  executor.execute(
                      () -> {
                        owner.patch(CONFIGS, "{\"key" + i + "\": " + i + "}");
                        owner.patch(config, "{\"key" + i + "\": " + i + "}");
                      }));
    }

    for (String target : List.of(CONFIGS, config)) {
      JsonNode kept = owner.get(target).json();
      assertThat(IntStream.range(0, 16)).allMatch(i -> kept.path("key" + i).asInt(-1) == i);
    }
  }

  private ObjectNode effective() {
    return (ObjectNode) owner.get(config + EFFECTIVE).json();
  }

  /// The configuration of the API owner, as shown for a Leaf user without settings.
  private ObjectNode ofOwner() {
    return ((ObjectNode) owner.get(CONFIGS).json()).put("leafUserId", leafUser);
  }

  private static int compareNumbers(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber()
        ? a.decimalValue().compareTo(b.decimalValue())
        : a.equals(b) ? 0 : 1;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConfigurationHasALimitedSize(boolean ofLeafUser) {
    String path = ofLeafUser ? config : CONFIGS;
    String most = "x".repeat(60_000);
    assertThat(owner.patch(path, "{\"first\": \"%s\"}".formatted(most)).status()).isEqualTo(200);

    ApiResponse refused = owner.patch(path, "{\"second\": \"%s\"}".formatted(most));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.errorKey()).isEqualTo("configurationTooLarge");
    JsonNode kept = owner.get(path).json();
    assertThat(kept.path("first").stringValue()).isEqualTo(most);
    assertThat(kept.has("second")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChangeThatIsTooLargeAloneIsRejectedWithoutTheDatabase(boolean ofLeafUser) {
    String path = ofLeafUser ? config : CONFIGS;
    String values = "{\"x\": [" + "{},".repeat(30_000) + "{}]}";

    ApiResponse refused;
    try (Handle blocking = server.jdbi().open()) {
      blocking.begin();
      blocking.execute("lock table api_owner_configuration, leaf_user_configuration");
      refused = owner.patch(path, values);
      blocking.rollback();
    }

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.errorKey()).isEqualTo("configurationTooLarge");
  }

  @Test
  void theKeysThatAChangeResetsCountTowardsItsSize() {
    String resets =
        IntStream.range(0, 10_000)
            .mapToObj("\"key-%d\": null"::formatted)
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(owner.patch(config, resets).errorKey()).isEqualTo("configurationTooLarge");
  }
}
