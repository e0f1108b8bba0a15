package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.QueryPlan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// A filter of growers, farms or fields. A value that no row can have matches nothing.
public final class FieldDataFilter {
  /// A field belongs to a grower directly, or through its farm, which is found by its key: the
  /// condition of removed farms would permit an index that does not contain it.
  private static final String FIELD_OF_GROWER =
      """
      exists (select
                from grower
               where grower.api_owner_id = :owner
                 and grower.id = :growerId
                 and grower.removed_at is null
                 and grower.leaf_user_id = record.leaf_user_id
                 and grower.provider = record.provider
                 and grower.provider_org_id = record.provider_org_id
                 and (grower.provider_grower_id = record.provider_grower_id
                      or grower.provider_grower_id
                         = (select case when farm.removed_at is null then farm.provider_grower_id end
                              from farm
                             where farm.api_owner_id = :owner
                               and farm.leaf_user_id = record.leaf_user_id
                               and farm.provider = record.provider
                               and farm.provider_org_id = record.provider_org_id
                               and farm.provider_farm_id = record.provider_farm_id)))
      """;

  private static final String FIELD_OF_FARM =
      """
      (record.leaf_user_id, record.provider, record.provider_org_id, record.provider_farm_id)
       = (select leaf_user_id, provider, provider_org_id, provider_farm_id
            from farm
           where api_owner_id = :owner
             and id = :farmId
             and removed_at is null)
      """;

  private static final String FARM_OF_GROWER =
      """
      (record.leaf_user_id, record.provider, record.provider_org_id, record.provider_grower_id)
       = (select leaf_user_id, provider, provider_org_id, provider_grower_id
            from grower
           where api_owner_id = :owner
             and id = :growerId
             and removed_at is null)
      """;

  /// The columns of indexes in the order of ids.
  private static final Set<String> INDEXED = Set.of("leaf_user_id", "id");

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final StringBuilder conditions = new StringBuilder();
  private boolean matchesNothing;
  private boolean onlyByAccount = true;
  private boolean onlyByIndex = true;
  private boolean byTime;

  private FieldDataFilter() {}

  /// Records of the accounts of a Leaf user, of a provider, or of both.
  ///
  /// @param leafUserId a text that is not necessarily an id
  public static FieldDataFilter account(Optional<String> leafUserId, Optional<String> provider) {
    FieldDataFilter filter = new FieldDataFilter();
    filter.equal(leafUserId, "leaf_user_id", FieldDataFilter::leafUser);
    filter.equal(provider, "provider", Optional::of);
    filter.onlyByAccount = true;
    return filter;
  }

  /// All items of the API owner.
  static FieldDataFilter any() {
    return new FieldDataFilter();
  }

  /// One item by its id, `:id`, of any Leaf user.
  static FieldDataFilter one(Object id) {
    return new FieldDataFilter().equal(Optional.of(id), "id", Optional::of);
  }

  /// One item of a Leaf user.
  static FieldDataFilter one(LeafUserId leafUser, Object id) {
    return one(id).equal(Optional.of(leafUser), "leaf_user_id", user -> Optional.of(user.value()));
  }

  /// Only those whose column has a value.
  ///
  /// @param reading of the text that a caller sent; empty when no row can have the value
  public <T> FieldDataFilter equal(
      Optional<T> text, String column, Function<T, Optional<?>> reading) {
    boolean byIndex = onlyByIndex && (text.isEmpty() || INDEXED.contains(column));
    where(text, column, "record." + column + " = :" + column, reading);
    onlyByIndex = byIndex;
    return this;
  }

  /// Only those that match a condition with the value as `:name`.
  <T> FieldDataFilter where(
      Optional<T> text, String name, String condition, Function<T, Optional<?>> reading) {
    if (text.isPresent()) {
      onlyByAccount = false;
      onlyByIndex = false;
      Optional<?> value = reading.apply(text.get()).filter(FieldDataFilter::isValid);
      matchesNothing |= value.isEmpty();
      value.ifPresent(
          found -> {
            values.put(name, found);
            conditions.append(" and ").append(condition);
          });
    }
    return this;
  }

  /// Only those with this name, regardless of case.
  ///
  /// @param readings the possible interpretations of the sent text, one of which must match; empty
  ///   for any name
  public FieldDataFilter name(List<String> readings) {
    if (!readings.isEmpty()) {
      String other = readings.getLast();
      where(
          Optional.of(readings.getFirst()),
          "name",
          "left(lower(record.name), 200) collate \"C\""
              + " in (left(lower(:name), 200), left(lower(:otherName), 200))"
              + " and lower(record.name) in (lower(:name), lower(:otherName))",
          Optional::of);
      values.put("otherName", other);
      matchesNothing |= !isValid(other);
    }
    return this;
  }

  /// Only those whose time is later than another.
  public FieldDataFilter after(Optional<Instant> time, String name, String column) {
    byTime |= time.isPresent();
    return where(time, name, "record." + column + " > :" + name, Optional::of);
  }

  /// Only those whose time is earlier than another.
  public FieldDataFilter before(Optional<Instant> time, String name, String column) {
    byTime |= time.isPresent();
    return where(time, name, "record." + column + " < :" + name, Optional::of);
  }

  /// Only records of an organization.
  public FieldDataFilter organization(Optional<String> providerOrgId) {
    boolean storedTotals = onlyByAccount;
    equal(providerOrgId, "provider_org_id", Optional::of);
    onlyByAccount = storedTotals;
    return this;
  }

  /// Only farms of a grower.
  public FieldDataFilter farmsOfGrower(Optional<String> growerId) {
    return where(growerId, "growerId", FARM_OF_GROWER, FieldDataFilter::number);
  }

  /// Only fields of a grower.
  public FieldDataFilter fieldsOfGrower(Optional<String> growerId) {
    return where(growerId, "growerId", FIELD_OF_GROWER, FieldDataFilter::number);
  }

  /// Only fields of a farm.
  public FieldDataFilter fieldsOfFarm(Optional<String> farmId) {
    return where(farmId, "farmId", FIELD_OF_FARM, FieldDataFilter::number);
  }

  /// Nothing, unless a condition is true that all rows must match.
  public FieldDataFilter onlyIf(boolean holds) {
    matchesNothing |= !holds;
    return this;
  }

  boolean matchesNothing() {
    return matchesNothing;
  }

  /// Whether the stored totals of organizations are sufficient for the number.
  boolean isOnlyByAccount() {
    return onlyByAccount;
  }

  /// Without another condition than a Leaf user or an id, the only sensible plan of a page reads
  /// the index of ids.
  QueryPlan plan() {
    return onlyByIndex ? QueryPlan.GENERIC : QueryPlan.CUSTOM;
  }

  /// The key of the order. With a condition of time it is no column of an index: the latest records
  /// have the last ids, so that nearly all records would be read to find the first of them.
  String order() {
    return byTime ? "record.id::text collate \"C\"" : "record.id";
  }

  String conditions() {
    return conditions.toString();
  }

  Map<String, Object> values() {
    return values;
  }

  public static Optional<UUID> leafUser(String text) {
    return LeafUserId.parse(text).map(LeafUserId::value);
  }

  public static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// PostgreSQL supports NUL neither in texts nor in parameters.
  private static boolean isValid(Object value) {
    return !(value instanceof String text) || text.indexOf('\0') < 0;
  }
}
