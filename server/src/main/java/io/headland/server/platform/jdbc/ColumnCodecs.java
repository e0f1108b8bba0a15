package io.headland.server.platform.jdbc;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.NamedConstant;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.id.WebhookId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.codec.Codec;
import org.jdbi.v3.core.codec.CodecFactory;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jspecify.annotations.Nullable;

/// The types of the program that are bound to parameters and read from columns directly: ids as
/// `uuid`, constants of a [NamedConstant] enumeration as `text` by their names. In addition
/// `timestamptz` is read as [Instant]. Other enumerations are stored by the names of their Java
/// constants, as Jdbi does without a codec.
final class ColumnCodecs extends CodecFactory {
  private static final Map<Class<?>, ColumnCodec<?, ?>> IDS =
      Map.of(
          ApiOwnerId.class, id(ApiOwnerId::new, ApiOwnerId::value),
          CredentialId.class, id(CredentialId::new, CredentialId::value),
          EventId.class, id(EventId::new, EventId::value),
          LeafUserId.class, id(LeafUserId::new, LeafUserId::value),
          SyncRunId.class, id(SyncRunId::new, SyncRunId::value),
          WebhookId.class, id(WebhookId::new, WebhookId::value));

  private static final ColumnCodec<Instant, OffsetDateTime> INSTANT =
      new ColumnCodec<>(
          OffsetDateTime.class,
          Types.TIMESTAMP_WITH_TIMEZONE,
          OffsetDateTime::toInstant,
          time -> time.atOffset(ZoneOffset.UTC));

  private static final Map<Class<?>, ColumnCodec<?, ?>> ALL = new ConcurrentHashMap<>(IDS);

  static {
    ALL.put(Instant.class, INSTANT);
  }

  private ColumnCodecs() {
    super(
        IDS.entrySet().stream()
            .collect(Collectors.toMap(id -> QualifiedType.of(id.getKey()), Map.Entry::getValue)));
  }

  /// Registers these types for all statements of a [Jdbi].
  static void register(Jdbi jdbi) {
    jdbi.registerCodecFactory(new ColumnCodecs());
    // Jdbi itself binds an Instant.
    jdbi.registerColumnMapper(Instant.class, INSTANT.getColumnMapper());
  }

  @SuppressWarnings("unchecked") // each type is registered with a codec for it
  static <T> ColumnCodec<T, ?> of(Class<T> type) {
    ColumnCodec<?, ?> known = ALL.get(type);
    return (ColumnCodec<T, ?>)
        (known == null ? ALL.computeIfAbsent(type, ColumnCodecs::other) : known);
  }

  @Override
  protected @Nullable Codec<?> resolveType(QualifiedType<?> type) {
    return type.getQualifiers().isEmpty()
            && type.getType() instanceof Class<?> constants
            && NamedConstant.class.isAssignableFrom(constants)
        ? of(constants)
        : super.resolveType(type);
  }

  private static <T> ColumnCodec<T, UUID> id(Function<UUID, T> reader, Function<T, UUID> writer) {
    return new ColumnCodec<>(UUID.class, Types.OTHER, reader, writer);
  }

  private static ColumnCodec<?, ?> other(Class<?> type) {
    if (NamedConstant.class.isAssignableFrom(type)) {
      return named(type.asSubclass(NamedConstant.class));
    }
    if (type.isEnum()) {
      return enumeration(type);
    }
    throw new IllegalArgumentException("No column is read as a " + type.getName());
  }

  private static <E extends NamedConstant> ColumnCodec<E, String> named(Class<E> type) {
    return new ColumnCodec<>(
        String.class,
        Types.VARCHAR,
        name -> NamedConstant.find(type, name).orElseThrow(() -> unknown(type, name)),
        NamedConstant::wireName);
  }

  private static ColumnCodec<?, ?> enumeration(Class<?> type) {
    Map<String, Object> constants =
        java.util.Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toUnmodifiableMap(
                    constant -> ((Enum<?>) constant).name(), constant -> constant));
    return new ColumnCodec<Object, String>(
        String.class,
        Types.VARCHAR,
        name -> {
          Object constant = constants.get(name);
          if (constant == null) {
            throw unknown(type, name);
          }
          return constant;
        },
        constant -> ((Enum<?>) constant).name());
  }

  private static IllegalArgumentException unknown(Class<?> type, String name) {
    return new IllegalArgumentException("%s has no constant %s".formatted(type.getName(), name));
  }
}
