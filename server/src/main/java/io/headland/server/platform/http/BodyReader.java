package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a body and collects validation errors, so that all of them are reported
/// together.
public final class BodyReader {
  /// Limits the length of texts.
  private static final int MAX_CHARACTERS = 16_384;

  private static final int MAX_TEXTS = 100;
  private static final int MAX_CHARACTERS_IN_LIST = 256;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

  private final String objectName;
  private final String prefix;
  private final ObjectNode body;
  private final List<Problem.FieldError> errors;

  private BodyReader(
      String objectName, String prefix, ObjectNode body, List<Problem.FieldError> errors) {
    this.objectName = objectName;
    this.prefix = prefix;
    this.body = body;
    this.errors = errors;
  }

  /// A reader of one body.
  ///
  /// @param objectName the name of the object in errors: `user`, `login`
  public static BodyReader of(String objectName, ObjectNode body) {
    return new BodyReader(objectName, "", body, new ArrayList<>());
  }

  /// A reader of the object in a field, whose errors are reported together with those of this one.
  /// An absent field is an empty object.
  public BodyReader in(String field) {
    ObjectNode inner = object(field).orElseGet(Json.MAPPER::createObjectNode);
    return new BodyReader(objectName, prefix + field + ".", inner, errors);
  }

  public boolean has(String field) {
    return body.has(field);
  }

  /// Whether the value of a field is this text.
  public boolean isText(String field, String text) {
    JsonNode node = body.path(field);
    return node.isString() && node.stringValue().equals(text);
  }

  /// Of several spellings of a field the first with a value; the first of all when there is none.
  public String given(List<String> spellings) {
    return spellings.stream()
        .filter(spelling -> body.hasNonNull(spelling))
        .findFirst()
        .orElseGet(spellings::getFirst);
  }

  /// The text, or an empty one and an error when it is missing or blank.
  public String requiredText(String field) {
    Optional<String> text = text(field);
    if (text.isEmpty() && !hasError(field)) {
      fail(field, "NotNull");
    } else if (text.isPresent() && text.get().isBlank()) {
      fail(field, "NotBlank");
    }
    return text.orElse("");
  }

  /// The text; empty when the field is absent or null. A number or a boolean is converted to text,
  /// as in Leaf's server.
  public Optional<String> text(String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isValueNode()) {
      fail(field, "String");
      return Optional.empty();
    }
    String text = node.isString() ? node.stringValue() : scalar(node);
    if (text.length() > MAX_CHARACTERS) {
      fail(field, "Size");
    } else if (!Json.isStorable(text)) {
      fail(field, "Pattern");
    }
    return Optional.of(text);
  }

  private static String scalar(JsonNode node) {
    boolean fraction = node.isNumber() && !node.isIntegralNumber();
    boolean plain = fraction && Double.isFinite(node.doubleValue());
    return plain ? node.decimalValue().toPlainString() : node.asString();
  }

  /// A flag, which clients send as a boolean, as a text (some in capitals), as null or not at all.
  public boolean flag(String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return false;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    String text = node.isString() ? node.stringValue().toLowerCase(Locale.ROOT) : "neither";
    if (List.of("true", "false", "").contains(text)) {
      return text.equals("true");
    }
    fail(field, "Boolean");
    return false;
  }

  /// An integer; empty when the field is absent or null. Clients send it as a number or as a text.
  public OptionalLong wholeNumber(String field, long min, long max) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return OptionalLong.empty();
    }
    String text = node.asString("");
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      fail(field, "Integer");
      return OptionalLong.empty();
    }
    long number = Long.parseLong(text);
    if (number < min) {
      fail(field, "Min " + min);
    } else if (number > max) {
      fail(field, "Max " + max);
    }
    return OptionalLong.of(number);
  }

  /// A list of texts; empty when the field is absent or null.
  public List<String> texts(String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    boolean texts =
        node.isArray()
            && node.size() <= MAX_TEXTS
            && node.valueStream()
                .allMatch(
                    item ->
                        item.isString() && isShort(item) && Json.isStorable(item.stringValue()));
    if (!texts) {
      fail(field, "Strings");
      return List.of();
    }
    return node.valueStream().map(JsonNode::stringValue).toList();
  }

  private static boolean isShort(JsonNode text) {
    return text.stringValue().length() <= MAX_CHARACTERS_IN_LIST;
  }

  /// An object; empty when the field is absent or null.
  public Optional<ObjectNode> object(String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (node instanceof ObjectNode object) {
      return Optional.of(object);
    }
    fail(field, "Object");
    return Optional.empty();
  }

  public void fail(String field, String constraint) {
    errors.add(new Problem.FieldError(objectName, prefix + field, constraint));
  }

  /// Rejects the request if there are errors.
  public void refuseInvalid() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
  }

  private boolean hasError(String field) {
    return errors.stream().anyMatch(error -> error.field().equals(prefix + field));
  }
}
