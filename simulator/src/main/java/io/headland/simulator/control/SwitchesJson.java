package io.headland.simulator.control;

import io.headland.simulator.fielddata.TrimbleForms;
import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.Switches;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Switches as JSON. The values are those of the command line.
public final class SwitchesJson {
  private SwitchesJson() {}

  static ObjectNode write(Switches switches) {
    ObjectNode json =
        Json.object()
            .put("rotateRefreshTokens", switches.rotateRefreshTokens())
            .put("revokeOnReuse", switches.revokeOnReuse())
            .put("endGrantWithLastConnection", switches.endGrantWithLastConnection())
            .put("unauthorizedBody", switches.unauthorizedBody())
            .put("signatureUnchanged", word(switches.signatureUnchanged()))
            .put("signatureChanged", word(switches.signatureChanged()))
            .put("paging", word(switches.paging()))
            .put("writeStatus", word(switches.writeStatus()))
            .put("parentDeletion", word(switches.parentDeletion()))
            .put("unverifiedTarget", word(switches.unverifiedTarget()))
            .put("accessTokenLifetime", switches.accessTokenLifetime().toString());
    json.put("linkBase", Optional.ofNullable(switches.linkBase()).map(URI::toString).orElse(null));
    json.put(
        "connectionsBase",
        Optional.ofNullable(switches.connectionsBase()).map(URI::toString).orElse(null));
    json.put("noPaging", word(switches.noPaging()))
        .put("legacyPaging", word(switches.legacyPaging()))
        .put("largestPage", switches.largestPage())
        .put("rejectionStatus", switches.rejectionStatus())
        .put("listTotal", word(switches.listTotal()))
        .put("fieldSignatures", word(switches.fieldSignatures()))
        .put("firstSignature", word(switches.firstSignature()))
        .put("organizationLinks", word(switches.organizationLinks()));
    TrimbleForms forms = switches.trimbleForms();
    json.put("trimbleParents", word(forms.parents()))
        .put("trimbleClientLink", word(forms.clientLink()))
        .put("trimbleRetired", word(forms.retired()));
    OperationSwitchesJson.write(switches, json);
    return json.put("trimblePageSize", switches.trimblePageSize())
        .put("latency", switches.latency().toString())
        .put("rateLimit", switches.rateLimit());
  }

  /// The switches, with those changed that the body names.
  ///
  /// @throws IllegalArgumentException naming the invalid value
  static Switches change(Switches switches, JsonNode body) {
    Switches changed = switches;
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      changed = change(changed, entry.getKey(), entry.getValue());
    }
    return changed;
  }

  /// The switches of operations or exports with one changed, given as text.
  ///
  /// @throws IllegalArgumentException when the value is not valid
  public static Switches changeOperations(Switches switches, String key, String value) {
    JsonNode json =
        value.matches("\\d{1,9}|true|false") ? Json.read(value) : Json.read(Json.quoted(value));
    return OperationSwitchesJson.change(switches, key, json);
  }

  private static Switches change(Switches switches, String key, JsonNode value) {
    return switch (key) {
      case "rotateRefreshTokens" -> switches.withRotation(flag(key, value));
      case "revokeOnReuse" -> switches.withRevokeOnReuse(flag(key, value));
      case "endGrantWithLastConnection" ->
          switches.withEndGrantWithLastConnection(flag(key, value));
      case "unauthorizedBody" -> switches.withUnauthorizedBody(flag(key, value));
      case "signatureUnchanged" ->
          switches.withSignatureUnchanged(
              choice(key, value.asString(), Switches.Unchanged.values()));
      case "signatureChanged" ->
          switches.withSignatureChanged(choice(key, value.asString(), Switches.Changed.values()));
      case "paging" ->
          switches.withPaging(choice(key, value.asString(), Switches.PagingStyle.values()));
      case "writeStatus" ->
          switches.withWriteStatus(choice(key, value.asString(), Switches.WriteStatus.values()));
      case "parentDeletion" ->
          switches.withParentDeletion(
              choice(key, value.asString(), Switches.ParentDeletion.values()));
      case "unverifiedTarget" ->
          switches.withUnverifiedTarget(
              choice(key, value.asString(), Switches.UnverifiedTarget.values()));
      case "accessTokenLifetime" ->
          switches.withAccessTokenLifetime(Duration.parse(value.asString()));
      case "linkBase" -> switches.withLinkBase(uri(value));
      case "connectionsBase" -> switches.withConnectionsBase(uri(value));
      case "noPaging" ->
          switches.withNoPaging(choice(key, value.asString(), Switches.Form.values()));
      case "legacyPaging" ->
          switches.withLegacyPaging(choice(key, value.asString(), Switches.Form.values()));
      case "largestPage" -> switches.withLargestPage((int) number(key, value));
      case "rejectionStatus" -> switches.withRejectionStatus((int) number(key, value));
      case "listTotal" ->
          switches.withListTotal(choice(key, value.asString(), Switches.ListTotal.values()));
      case "fieldSignatures" ->
          switches.withFieldSignatures(
              choice(key, value.asString(), Switches.FieldSignatures.values()));
      case "firstSignature" ->
          switches.withFirstSignature(
              choice(key, value.asString(), Switches.FirstSignature.values()));
      case "organizationLinks" ->
          switches.withOrganizationLinks(
              choice(key, value.asString(), Switches.OrganizationLinks.values()));
      case "trimblePageSize" -> switches.withTrimblePageSize((int) number(key, value));
      case "trimbleParents" ->
          switches.withTrimbleForms(
              switches
                  .trimbleForms()
                  .withParents(choice(key, value.asString(), TrimbleForms.ParentForm.values())));
      case "trimbleClientLink" ->
          switches.withTrimbleForms(
              switches
                  .trimbleForms()
                  .withClientLink(choice(key, value.asString(), TrimbleForms.ClientLink.values())));
      case "trimbleRetired" ->
          switches.withTrimbleForms(
              switches
                  .trimbleForms()
                  .withRetired(choice(key, value.asString(), TrimbleForms.Retired.values())));
      case "latency" -> switches.withLatency(Duration.parse(value.asString()));
      case "rateLimit" -> switches.withRateLimit(number(key, value));
      default -> OperationSwitchesJson.change(switches, key, value);
    };
  }

  private static @Nullable URI uri(JsonNode value) {
    return value.isNull() ? null : URI.create(value.asString());
  }

  static boolean flag(String key, JsonNode value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(key + ": must be true or false");
    }
    return value.booleanValue();
  }

  static double number(String key, JsonNode value) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException(key + ": must be a number");
    }
    return value.doubleValue();
  }

  public static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static <E extends Enum<E>> E choice(String key, String word, E[] choices) {
    for (E choice : choices) {
      if (word(choice).equals(word)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        key
            + ": must be one of "
            + Arrays.stream(choices).map(SwitchesJson::word).collect(Collectors.joining(", ")));
  }
}
