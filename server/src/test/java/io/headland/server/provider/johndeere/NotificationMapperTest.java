package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.ChangeNotification;
import io.headland.server.provider.ChangeNotification.Changed;
import io.headland.server.provider.Reading;
import io.headland.server.provider.RecordKind;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationMapperTest {
  private static final String API = "https://api.deere.com/platform";

  private final NotificationMapper mapper =
      new NotificationMapper(
          List.of(new JohnDeereLinks(URI.create("https://sandboxapi.deere.com/platform"))));

  @Test
  void readsAFieldAndABoundary() {
    Changed field = changed("field", API + "/organizations/1234/fields/f-1");
    assertThat(field.kind()).isEqualTo(RecordKind.FIELD);
    assertThat(field.providerOrgId()).isEqualTo("1234");
    assertThat(field.providerFieldId()).isEqualTo("f-1");
    Changed boundary = changed("boundary", API + "/organizations/1234/fields/f-1/boundaries/b-9");
    assertThat(boundary.kind()).isEqualTo(RecordKind.BOUNDARY);
    assertThat(boundary.providerFieldId()).isEqualTo("f-1");
    assertThat(boundary.fingerprint()).isNotEqualTo(field.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"field", "Field", "FIELD", " field "})
  void doesNotRelyOnHowATypeIsSpelled(String type) {
    assertThat(changed(type, API + "/organizations/1/fields/2").kind()).isEqualTo(RecordKind.FIELD);
  }

  @Test
  void knowsTheVerificationInAnyCase() {
    assertThat(one(event("SubscriptionVerification", "")))
        .isInstanceOf(ChangeNotification.Verification.class);
  }

  @Test
  void tellsTwoThatSayTheSameByNothing() {
    String first =
        """
        [{"eventTypeId": "field", "targetResource": "%s/organizations/1/fields/2",
          "metadata": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]}]
        """
            .formatted(API);
    String turned = first.replace("\"a\", \"value\": \"1\"", "\"b\", \"value\": \"2\"");
    Changed one = (Changed) one(first);
    assertThat(((Changed) one(first)).fingerprint()).isEqualTo(one.fingerprint());
    assertThat(((Changed) one(turned)).fingerprint()).isNotEqualTo(one.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        API + "/fieldOperations/MTIz%3D",
        "/platform/fieldOperations/MTIz%3D",
        "/fieldOperations/MTIz%3D",
        "/fieldOperations/MTIz="
      })
  void readsAnOperationByItsAddressOrItsPath(String resource) {
    assertThat(one(event("fieldOperation", resource)))
        .isInstanceOfSatisfying(
            ChangeNotification.OperationChanged.class,
            operation -> {
              assertThat(operation.providerOperationId()).isEqualTo("MTIz=");
              assertThat(operation.providerOrgId()).isEmpty();
              assertThat(operation.providerFieldId()).isEmpty();
            });
  }

  @Test
  void readsTheOrganizationAndTheFieldOfAnOperationIfTheyAreNamed() {
    String named =
        """
        [{"eventTypeId": "fieldOperation", "targetResource": "/fieldOperations/o-1",
          "metadata": [null, {"key": "orgId", "value": "1234"}, {"key": "fieldId", "value": "f-1"}]}]
        """;

    assertThat(one(named))
        .isInstanceOfSatisfying(
            ChangeNotification.OperationChanged.class,
            operation -> {
              assertThat(operation.providerOrgId()).isEqualTo("1234");
              assertThat(operation.providerFieldId()).isEqualTo("f-1");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example/fieldOperations/1",
        "/fieldOperations/",
        "/fieldOperations/1/measurementTypes",
        "/fieldOperations/%00",
        "/fields/1"
      })
  void passesOverWhatNamesNoOperationOfTheProviders(String resource) {
    assertThat(one(event("fieldOperation", resource))).isInstanceOf(ChangeNotification.Other.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example/platform/organizations/1/fields/2",
        "https://api.deere.com/isg/organizations/1/fields/2",
        "https://api.deere.com/platform/organizations/1",
        "https://api.deere.com/platform/organizations/1/fields/%2e%2e",
        "https://api.deere.com/platform/organizations/1/fields/2/notes/3",
        "::"
      })
  void passesOverWhatNamesNoFieldOfTheProviders(String resource) {
    assertThat(one(event("field", resource))).isInstanceOf(ChangeNotification.Other.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1]", "[{}]", "[null]", "null", "[", "\"field\""})
  void refusesWhatIsNoListOfEvents(String body) {
    assertThat(mapper.notifications(new ResponseBody(body.getBytes(UTF_8))))
        .isInstanceOf(Reading.Unreadable.class);
  }

  private Changed changed(String type, String resource) {
    return (Changed) one(event(type, resource));
  }

  private static String event(String type, String resource) {
    return "[{\"eventTypeId\": \"%s\", \"targetResource\": \"%s\", \"token\": \"t\"}]"
        .formatted(type, resource);
  }

  private ChangeNotification one(String body) {
    return switch (mapper.notifications(new ResponseBody(body.getBytes(UTF_8)))) {
      case Reading.Unreadable(String reason) -> throw new AssertionError(reason);
      case Reading.Read(List<ChangeNotification> notifications) -> notifications.getFirst();
    };
  }
}
