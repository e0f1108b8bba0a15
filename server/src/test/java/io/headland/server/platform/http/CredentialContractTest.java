package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.CredentialField;
import io.headland.server.provider.CredentialShape;
import io.headland.server.provider.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// `openapi.yaml` says of each kind of credential what the table of providers says.
class CredentialContractTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
  private static final JsonNode SCHEMAS = DOCUMENT.root().at("/components/schemas");

  @Test
  void everyPathIsThereAndNoOther() {
    Stream<String> enumerated =
        DOCUMENT
            .root()
            .at("/components/parameters/CredentialKind/schema/enum")
            .valueStream()
            .map(JsonNode::stringValue);
    Stream<String> written =
        DOCUMENT.operations().stream()
            .map(operation -> operation.template().segments().getLast())
            .filter(segment -> segment.endsWith("-credentials"))
            .distinct();

    assertThat(Stream.concat(enumerated, written))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Provider.values())
                .flatMap(provider -> provider.credentialShape().paths().stream())
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void aBodyHasTheFieldsOfTheTable(Provider provider) {
    CredentialShape shape = provider.credentialShape();
    JsonNode request = SCHEMAS.path("Create" + provider.wireName() + "CredentialRequest");

    assertThat(request.path("properties").propertyNames())
        .containsExactlyElementsOf(
            shape.fields().stream().flatMap(field -> field.spellings().stream()).toList());
    assertThat(texts(request.path("required")))
        .containsExactlyElementsOf(
            shape.fields().stream()
                .filter(field -> field.isRequired() && field.aliases().isEmpty())
                .map(CredentialField::name)
                .toList());
    for (CredentialField field : shape.fields()) {
      JsonNode property = DOCUMENT.resolve(request.path("properties").path(field.name()));
      assertThat(property.path("x-headland-secret").asBoolean(false)).isEqualTo(field.secret());
      assertThat(property.path("default").asString("")).isEqualTo(field.defaultValue());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResponseHasTheDocumentedFields(Provider provider) {
    JsonNode view = SCHEMAS.path(provider.wireName() + "CredentialView");
    List<String> shown =
        provider.credentialShape().fields().stream()
            .filter(CredentialField::shown)
            .map(CredentialField::name)
            .toList();

    // An empty object stands for no credential in a Leaf user: there the fields go with the id.
    JsonNode required =
        view.has("required") ? view.path("required") : view.at("/dependentRequired/id");
    assertThat(texts(required)).containsAll(shown);
    assertThat(view.path("properties").propertyNames())
        .containsAll(shown)
        .allMatch(
            name ->
                shown.contains(name)
                    || List.of(
                            "id",
                            "status",
                            "createdTime",
                            "failure",
                            "accessToken",
                            "tokenMetadata")
                        .contains(name));
    for (CredentialField field : provider.credentialShape().fields()) {
      JsonNode property = DOCUMENT.resolve(view.path("properties").path(field.name()));
      assertThat(property.path("x-headland-secret").asBoolean(false))
          .isEqualTo(field.shown() && field.secret());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLeafUserHasAKeyForIt(Provider provider) {
    String key = provider.credentialShape().userKey();

    assertThat(SCHEMAS.at("/LeafUserView/properties/" + key + "/$ref").asString(""))
        .isEqualTo("#/components/schemas/" + provider.wireName() + "CredentialView");
    assertThat(SCHEMAS.at("/CredentialReferences/properties").has(key)).isTrue();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }
}
