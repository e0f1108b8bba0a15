package io.headland.bench.world;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement of the server with named parameters, identical to that of its store; a test compares
/// the two.
public record Statement(String sql) {
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):(\\w+)");

  static final String COLUMNS =
      "provider_org_id, name, status, blocked_reason, management_uri, action_uri, chosen_status,"
          + " earlier_status, unlinked_kinds";

  /// The configuration in effect of the Leaf user, of which the server reads one key.
  static final String SETTINGS =
      """
      (select jsonb_strip_nulls(jsonb_build_object('fieldsAutoSync', (coalesce((select settings
                   from api_owner_configuration
                  where api_owner_id = :owner), '{}')
       || coalesce((select settings
                      from leaf_user_configuration
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser), '{}'))::text
      ::jsonb -> 'fieldsAutoSync'))::text)
      """;

  public static final Statement GET =
      new Statement(
          """
          select %s
            from provider_organization
           where api_owner_id = :owner
             and leaf_user_id = :leafUser
             and provider = :provider
             and provider_org_id = :id
          """
              .formatted(COLUMNS));

  public static final Statement PAGE =
      new Statement(
          """
          select %s
               , (select organization_total
                    from provider_account
                   where api_owner_id = :owner
                     and leaf_user_id = :leafUser
                     and provider = :provider)
            from provider_organization
           where api_owner_id = :owner
             and leaf_user_id = :leafUser
             and provider = :provider
           order by provider_org_id asc
           limit :size
          """
              .formatted(COLUMNS));

  public static final Statement LOCK =
      new Statement(
          """
          with locked as (
            select %s, case when status <> 'SELECTED' then %s end as settings
              from provider_organization
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = any(array(select unnest(:ids::text[])))
             order by provider_org_id
               for no key update)
             , requested as (
            update provider_organization as organization
               set chosen_status = locked.status
                 , updated_at = :now
              from locked
             where locked.chosen_status is distinct from locked.status
               and locked.status
                   = (:choices::text[])[array_position(:ids::text[], locked.provider_org_id)]
               and organization.api_owner_id = :owner
               and organization.leaf_user_id = :leafUser
               and organization.provider = :provider
               and organization.provider_org_id = locked.provider_org_id)
          select *
            from locked
          """
              .formatted(COLUMNS, SETTINGS));

  /// The statement with an expression instead of each parameter.
  public String with(Function<String, String> expressions) {
    return PARAMETER
        .matcher(sql)
        .replaceAll(match -> Matcher.quoteReplacement(expressions.apply(match.group(1))));
  }

  /// The names of the parameters, in their order.
  public List<String> parameters() {
    return PARAMETER.matcher(sql).results().map(match -> match.group(1)).toList();
  }
}
