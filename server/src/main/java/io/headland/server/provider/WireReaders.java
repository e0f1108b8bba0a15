package io.headland.server.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/// Tolerant readers: a value of a type other than the documented one is recorded in the
/// [Mismatches] and counts as absent, without affecting other values.
final class WireReaders {
  private WireReaders() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("wire");
    module.addDeserializer(String.class, new Text());
    module.addDeserializer(Boolean.class, new Flag());
    module.setDeserializerModifier(new Modifier());
    return module;
  }

  private static final class Text extends ValueDeserializer<String> {
    /// Characters. A longer text is no name, id or address; a page of them would be too large.
    private static final int LONGEST = 4_096;

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) {
      JsonToken token = json.currentToken();
      if (token == JsonToken.VALUE_STRING) {
        if (json.getStringLength() > LONGEST) {
          Mismatches.record(json, context, "string of at most " + LONGEST + " characters", true);
          return null;
        }
        return WireTexts.normalized(json.getString());
      }
      boolean isScalar = token.isScalarValue();
      Mismatches.record(json, context, "string", !isScalar);
      if (isScalar) {
        return json.getString();
      }
      json.skipChildren();
      return null;
    }
  }

  private static final class Flag extends ValueDeserializer<Boolean> {
    @Override
    public @Nullable Boolean deserialize(JsonParser json, DeserializationContext context) {
      JsonToken token = json.currentToken();
      if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
        return token == JsonToken.VALUE_TRUE;
      }
      String text = token == JsonToken.VALUE_STRING ? json.getString().strip() : "";
      boolean isTrue = text.equalsIgnoreCase("true");
      boolean isRead = isTrue || text.equalsIgnoreCase("false");
      if (!isRead) {
        Mismatches.record(json, context, "boolean", true);
        json.skipChildren();
      }
      return isRead ? isTrue : null;
    }
  }

  private static final class Modifier extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public BeanDeserializerBuilder updateBuilder(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        BeanDeserializerBuilder builder) {
      if (description.getBeanClass().isRecord()) {
        builder.setValueInstantiator(RecordInstantiator.of(builder.getValueInstantiator()));
      }
      return builder;
    }

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      return description.getBeanClass().isRecord()
          ? new Expecting(deserializer, JsonToken.START_OBJECT, "object")
          : deserializer;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      return new Expecting(deserializer, JsonToken.START_ARRAY, "array");
    }
  }

  /// Accepts values whose first token has the expected type.
  private static final class Expecting extends DelegatingDeserializer {
    private final JsonToken first;
    private final String expected;

    Expecting(ValueDeserializer<?> delegatee, JsonToken first, String expected) {
      super(delegatee);
      this.first = first;
      this.expected = expected;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> other) {
      return new Expecting(other, first, expected);
    }

    /// A null instead of a list is an empty list; an absent list is null.
    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      return first == JsonToken.START_ARRAY ? List.of() : null;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }

    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() == first) {
        return super.deserialize(json, context);
      }
      Mismatches.record(json, context, expected, true);
      json.skipChildren();
      return null;
    }
  }
}
