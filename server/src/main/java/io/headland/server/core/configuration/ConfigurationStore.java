package io.headland.server.core.configuration;

import io.headland.server.core.configuration.Configurations.SettingOrigin;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/// The values set by API owners and Leaf users, without inherited ones.
///
/// Keys without a known meaning are stored too, so the size of a configuration and of a change are
/// limited: a change that would exceed the limit is rejected completely. A change that exceeds it
/// alone is not sent to PostgreSQL, where the merge of a JSON of 1 MiB takes seconds.
public final class ConfigurationStore {
  /// Characters of the stored JSON. All documented keys together take about 2,000.
  static final int MAX_CHARACTERS = 65_536;

  /// The values of an API owner overlaid with those of a Leaf user.
  static final String BOTH =
      """
      (coalesce((select settings
                   from api_owner_configuration
                  where api_owner_id = :owner), '{}')
       || coalesce((select settings
                      from leaf_user_configuration
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser), '{}'))::text
      """;

  private final Jdbi jdbi;

  public ConfigurationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  ObjectNode findOfOwner(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select settings::text
                      from api_owner_configuration
                     where api_owner_id = :owner
                    """)
                .bind("owner", owner)
                .mapTo(String.class)
                .findOne()
                .map(ConfigurationStore::parse)
                .orElseGet(Json.MAPPER::createObjectNode));
  }

  /// Sets keys of an API owner.
  ///
  /// @throws ConfigurationTooLargeException when nothing was changed
  public ObjectNode mergeIntoOwner(ApiOwnerId owner, ConfigurationChange request) {
    return jdbi.inTransaction(handle -> mergeIntoOwner(handle, owner, request));
  }

  /// The same in a transaction.
  public ObjectNode mergeIntoOwner(Handle handle, ApiOwnerId owner, ConfigurationChange request) {
    String settings = checked(request);
    return parseNew(
        handle
            .createQuery(
                """
                        insert into api_owner_configuration as c (api_owner_id, settings)
                        values (:owner, :settings::jsonb)
                        on conflict (api_owner_id)
                          do update set settings = c.settings || excluded.settings
                        returning settings::text
                        """)
            .bind("owner", owner)
            .bind("settings", settings)
            .mapTo(String.class)
            .one());
  }

  public Optional<ObjectNode> findOfLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select settings::text
                      from leaf_user_configuration
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .mapTo(String.class)
                .findOne()
                .map(ConfigurationStore::parse));
  }

  /// The values of an API owner overlaid with those of a Leaf user, in one statement for
  /// consistency.
  ObjectNode findOfBoth(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(handle -> findOfBoth(handle, owner, leafUser));
  }

  static ObjectNode findOfBoth(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return parse(
        handle
            .createQuery("select " + BOTH)
            .bind("owner", owner)
            .bind("leafUser", leafUser)
            .mapTo(String.class)
            .one());
  }

  /// The values of a Leaf user and of its API owner, separately.
  record StoredValues(ObjectNode ofOwner, ObjectNode ofLeafUser) {
    SettingOrigin origin(String key) {
      if (ofLeafUser.has(key)) {
        return SettingOrigin.LEAF_USER;
      }
      return ofOwner.has(key) ? SettingOrigin.API_OWNER : SettingOrigin.DEFAULT;
    }
  }

  /// Both, in one statement.
  StoredValues findLayers(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce((select settings
                                       from api_owner_configuration
                                      where api_owner_id = :owner), '{}')::text
                         , coalesce((select settings
                                       from leaf_user_configuration
                                      where api_owner_id = :owner
                                        and leaf_user_id = :leafUser), '{}')::text
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .map((row, _) -> new StoredValues(parse(row.getString(1)), parse(row.getString(2))))
                .one());
  }

  public boolean isLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(handle -> lockLeafUser(handle, owner, leafUser));
  }

  /// Sets and unsets keys of a Leaf user; empty when there is no such Leaf user.
  ///
  /// @throws ConfigurationTooLargeException when nothing was changed
  public Optional<ObjectNode> mergeIntoLeafUser(
      ApiOwnerId owner, LeafUserId leafUser, ConfigurationChange request) {
    return jdbi.inTransaction(handle -> mergeIntoLeafUser(handle, owner, leafUser, request));
  }

  /// The same in a transaction.
  public Optional<ObjectNode> mergeIntoLeafUser(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, ConfigurationChange request) {
    String settings = checked(request);
    if (!lockLeafUser(handle, owner, leafUser)) {
      return Optional.empty();
    }
    return Optional.of(
        parseNew(
            handle
                .createQuery(
                    """
                          insert into leaf_user_configuration as c (api_owner_id, leaf_user_id, settings)
                          values (:owner, :leafUser, :settings::jsonb)
                          on conflict (api_owner_id, leaf_user_id)
                            do update set settings = (c.settings || excluded.settings) - :unset::text[]
                          returning settings::text
                          """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("settings", settings)
                .bindArray("unset", String.class, request.unset())
                .mapTo(String.class)
                .one()));
  }

  /// Deletes the values of a Leaf user.
  ///
  /// @return whether there were any
  public boolean deleteOfLeafUser(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
            .createUpdate(
                """
                        delete from leaf_user_configuration
                         where api_owner_id = :owner
                           and leaf_user_id = :leafUser
                        """)
            .bind("owner", owner)
            .bind("leafUser", leafUser)
            .execute()
        > 0;
  }

  private static boolean lockLeafUser(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
        .createQuery(
            """
            select true
              from leaf_user
             where api_owner_id = :owner
               and id = :leafUser
               for key share
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /// The JSON of the keys that are set.
  ///
  /// @throws ConfigurationTooLargeException when the change alone exceeds the limit
  private static String checked(ConfigurationChange request) {
    String settings = Json.MAPPER.writeValueAsString(request.settings());
    long unset = request.unset().stream().mapToLong(String::length).sum() + request.unset().size();
    if (settings.length() + unset > MAX_CHARACTERS) {
      throw new ConfigurationTooLargeException(MAX_CHARACTERS);
    }
    return settings;
  }

  /// @throws ConfigurationTooLargeException which rolls back the transaction, if the configuration
  ///   exceeds its limit
  private static ObjectNode parseNew(String json) {
    if (json.length() > MAX_CHARACTERS) {
      throw new ConfigurationTooLargeException(MAX_CHARACTERS);
    }
    return parse(json);
  }

  private static ObjectNode parse(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }

  /// A change would exceed the limit of a configuration. Nothing was changed.
  public static final class ConfigurationTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int limit;

    /// @param limit in characters
    ConfigurationTooLargeException(int limit) {
      // An expected response to a client: no stack trace.
      super("The configuration exceeds its limit.", null, false, false);
      this.limit = limit;
    }

    public int limit() {
      return limit;
    }
  }

  /// A validated change of a configuration.
  ///
  /// @param settings the keys to set
  /// @param unset keys that return to the inherited value
  public record ConfigurationChange(ObjectNode settings, List<String> unset) {}
}
