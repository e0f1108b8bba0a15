package io.headland.server.api.connect;

import io.headland.server.core.connect.MagicLinkKind;
import io.headland.server.core.connect.MagicLinkSettings;
import io.headland.server.core.leafuser.EmailAddress;
import io.headland.server.platform.http.BodyReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The request for a new link.
///
/// @param providers by name; none for every provider with an app key
/// @param appName of the app key to use, if a provider has several
/// @param person the Leaf user of the link; empty when the path contains it
record MagicLinkRequest(
    List<String> providers,
    Duration lifetime,
    MagicLinkSettings settings,
    Optional<String> appName,
    Optional<String> clientEnvironment,
    Optional<Person> person) {
  private static final String ALLOWED_PROVIDERS = "allowedProviders";

  /// The value that Leaf's clients send for all providers.
  private static final String ALL = "All";

  static final long SHORTEST_SECONDS = 900;
  private static final long LONGEST_SECONDS = 365L * 24 * 60 * 60;

  private static final Pattern COLOR = Pattern.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

  /// The second spelling is used in some of Leaf's samples.
  private static final List<String> DISCONNECT_KEYS =
      List.of("disconnectEnabled", "disconnectedEnabled");

  private static final int LONGEST_NAME = 120;

  MagicLinkRequest {
    providers = List.copyOf(providers);
  }

  /// Whether the link offers every provider with an app key.
  boolean offersAll() {
    return providers.isEmpty() || providers.contains(ALL);
  }

  /// A grower with the API owner's id.
  record Person(String externalId, String name, String email) {}

  /// Parses a body.
  ///
  /// @param withPerson whether the body contains the Leaf user
  static MagicLinkRequest of(MagicLinkKind kind, boolean withPerson, ObjectNode json) {
    BodyReader body = BodyReader.of("magicLink", json);
    MagicLinkRequest request =
        new MagicLinkRequest(
            providers(kind, body),
            Duration.ofSeconds(
                body.wholeNumber("expiresIn", SHORTEST_SECONDS, LONGEST_SECONDS)
                    .orElse(SHORTEST_SECONDS)),
            settings(body.in("settings")),
            body.text("appName").filter(text -> !text.isBlank()),
            body.text("clientEnvironment").filter(text -> !text.isBlank()),
            withPerson ? Optional.of(person(body)) : Optional.empty());
    body.refuseInvalid();
    return request;
  }

  /// The settings of a body, with defaults for absent ones.
  private static MagicLinkSettings settings(BodyReader body) {
    String color = body.text("backgroundColor").filter(text -> !text.isBlank()).orElse("");
    if (!color.isEmpty() && !COLOR.matcher(color).matches()) {
      body.fail("backgroundColor", "HexColor");
    }
    String name = body.text("companyName").map(String::strip).orElse("");
    if (name.length() > LONGEST_NAME) {
      body.fail("companyName", "Size");
    }
    return new MagicLinkSettings(
        color.isEmpty() ? MagicLinkSettings.USUAL_BACKGROUND : color,
        image(body, "headerImage"),
        image(body, "companyLogo"),
        name.isEmpty() ? null : name,
        body.flag("showLeafUserName"),
        body.flag(body.given(DISCONNECT_KEYS)));
  }

  private static @Nullable String image(BodyReader body, String field) {
    String text = body.text(field).map(String::strip).orElse("");
    if (text.isEmpty()) {
      return null;
    }
    if (MagicLinkSettings.origin(text).isEmpty()) {
      body.fail(field, "Url");
    }
    return text;
  }

  private static List<String> providers(MagicLinkKind kind, BodyReader body) {
    return switch (kind) {
      case PROVIDER -> allowedProviders(body);
      case AUTHENTICATION -> List.of(body.requiredText("provider"));
    };
  }

  /// A list, or the text for all.
  private static List<String> allowedProviders(BodyReader body) {
    if (body.isText(ALLOWED_PROVIDERS, ALL)) {
      return List.of(ALL);
    }
    return body.texts(ALLOWED_PROVIDERS).stream().distinct().toList();
  }

  private static Person person(BodyReader body) {
    String externalId = body.requiredText("externalId");
    Optional<String> email = body.text("email").filter(text -> !text.isBlank());
    if (email.filter(text -> !EmailAddress.isValid(text)).isPresent()) {
      body.fail("email", "Email");
    }
    return new Person(
        externalId,
        body.text("name").filter(text -> !text.isBlank()).orElse(externalId),
        email.orElse(externalId));
  }
}
