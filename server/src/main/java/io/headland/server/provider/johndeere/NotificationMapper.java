package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.ChangeNotification;
import io.headland.server.provider.ChangeNotification.Changed;
import io.headland.server.provider.ChangeNotification.OperationChanged;
import io.headland.server.provider.ChangeNotification.Other;
import io.headland.server.provider.ChangeNotification.Verification;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.WireJson;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Maps posted events to notifications. An event of an unknown type is not an error, because Deere
/// adds types without notice.
///
/// The names of the types of fields, of boundaries and of the verification are known from
/// integrators only; they are compared regardless of case.
final class NotificationMapper {
  private static final Pattern FIELD =
      Pattern.compile(
          "/organizations/([^/]{1,200})/fields/([^/?]{1,200})(?:/boundaries/[^/?]+)?(?:\\?.*)?");

  private static final Pattern OPERATION =
      Pattern.compile("/fieldOperations/([^/?]{1,200})(?:\\?.*)?");

  private static final int LONGEST_ID = 200;

  private final List<JohnDeereLinks> bases;

  /// @param bases of the addresses of resources
  NotificationMapper(List<JohnDeereLinks> bases) {
    this.bases = List.copyOf(bases);
  }

  Reading<List<ChangeNotification>> notifications(ResponseBody body) {
    return WireJson.read(body, EventBody[].class).then(this::notifications);
  }

  private Reading<List<ChangeNotification>> notifications(@Nullable EventBody[] events) {
    List<ChangeNotification> notifications = new ArrayList<>(events.length);
    for (EventBody event : events) {
      if (event == null || text(event.eventTypeId()).isEmpty()) {
        return new Unreadable<>("an event without a type");
      }
      notifications.add(notification(event));
    }
    return new Read<>(notifications);
  }

  private ChangeNotification notification(EventBody event) {
    Secret token = Secret.of(text(event.token()));
    return switch (text(event.eventTypeId()).toLowerCase(Locale.ROOT)) {
      case "subscriptionverification" -> new Verification(token);
      case "field" -> changed(event, token, RecordKind.FIELD);
      case "boundary" -> changed(event, token, RecordKind.BOUNDARY);
      case "fieldoperation" -> operationChanged(event, token);
      default -> new Other(token);
    };
  }

  /// Only the ids are taken from the resource: links in posts are never followed.
  private ChangeNotification changed(EventBody event, Secret token, RecordKind kind) {
    Optional<Matcher> resource =
        bases.stream()
            .flatMap(base -> base.rewrite(text(event.targetResource())).stream())
            .map(FIELD::matcher)
            .filter(Matcher::matches)
            .findFirst();
    return resource
        .<ChangeNotification>map(
            found ->
                new Changed(token, kind, decoded(found, 1), decoded(found, 2), fingerprint(event)))
        .orElseGet(() -> new Other(token));
  }

  /// John Deere's document writes the resource as a path without the prefix of the platform.
  private ChangeNotification operationChanged(EventBody event, Secret token) {
    String target = text(event.targetResource());
    return Stream.concat(
            Stream.of(target), bases.stream().flatMap(base -> base.rewrite(target).stream()))
        .map(OPERATION::matcher)
        .filter(Matcher::matches)
        .map(found -> decoded(found, 1))
        .filter(id -> id.indexOf('\0') < 0)
        .findFirst()
        .<ChangeNotification>map(
            id ->
                new OperationChanged(
                    token, id, metadata(event, "orgId"), metadata(event, "fieldId")))
        .orElseGet(() -> new Other(token));
  }

  /// An id in the metadata; blank when it is missing or invalid.
  private static String metadata(EventBody event, String key) {
    return event.metadata() == null
        ? ""
        : event.metadata().stream()
            .filter(Objects::nonNull)
            .filter(pair -> text(pair.key()).equalsIgnoreCase(key))
            .map(pair -> text(pair.value()))
            .filter(id -> id.length() <= LONGEST_ID && id.indexOf('\0') < 0)
            .findFirst()
            .orElse("");
  }

  private static String decoded(Matcher resource, int group) {
    String segment = Objects.requireNonNull(resource.group(group));
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      // A literal percent sign.
      return segment;
    }
  }

  /// Events have no id: two with the same content are equal.
  private static String fingerprint(EventBody event) {
    Stream<String> pairs =
        event.metadata() == null
            ? Stream.empty()
            : event.metadata().stream()
                .filter(Objects::nonNull)
                .map(pair -> text(pair.key()) + '=' + text(pair.value()))
                .sorted();
    List<String> content = new ArrayList<>();
    content.add(text(event.eventTypeId()));
    content.add(text(event.targetResource()));
    pairs.forEach(content::add);
    return HexFormat.of().formatHex(Digests.sha256(String.join("\n", content)));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  /// A posted event of the Data Subscription Service.
  record EventBody(
      @Nullable String eventTypeId,
      @Nullable String targetResource,
      @Nullable String token,
      @Nullable List<@Nullable PairBody> metadata) {

    record PairBody(@Nullable String key, @Nullable String value) {}
  }
}
