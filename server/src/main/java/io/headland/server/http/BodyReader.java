package io.headland.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a body and remembers everything that does not hold, so that a client is told
/// all of it at once.
public final class BodyReader {
  /// Longer than any name or token, short enough that nobody stores a novel.
  private static final int MOST_CHARACTERS = 16_384;

  private final String objectName;
  private final ObjectNode body;
  private final List<Problem.FieldError> errors = new ArrayList<>();

  private BodyReader(String objectName, ObjectNode body) {
    this.objectName = objectName;
    this.body = body;
  }

  /// A reader of one body.
  ///
  /// @param objectName what the body is, in the errors: `user`, `login`
  public static BodyReader of(String objectName, ObjectNode body) {
    return new BodyReader(objectName, body);
  }

  public boolean has(String field) {
    return body.has(field);
  }

  /// Of several spellings of a field the first that holds something; the first of all when none
  /// does.
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

  /// The text; empty when the field is left out or null.
  public Optional<String> text(String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      fail(field, "String");
      return Optional.empty();
    }
    String text = node.stringValue();
    if (text.length() > MOST_CHARACTERS) {
      fail(field, "Size");
    } else if (!Json.canBeKept(text)) {
      fail(field, "Pattern");
    }
    return Optional.of(text);
  }

  /// A yes or no, which clients write as a boolean, as a text (some in capitals), as null or not at
  /// all.
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

  /// An object; empty when the field is left out or null.
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
    errors.add(new Problem.FieldError(objectName, field, constraint));
  }

  /// Ends the request when anything did not hold.
  public void refuseInvalid() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
  }

  private boolean hasError(String field) {
    return errors.stream().anyMatch(error -> error.field().equals(field));
  }
}
