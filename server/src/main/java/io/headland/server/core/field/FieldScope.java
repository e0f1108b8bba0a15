package io.headland.server.core.field;

import java.util.Map;

/// The records of an account whose previews are enabled together.
///
/// Its SQL may use `:owner`, `:leafUser` and `:provider` of the account, and the names of `values`.
public sealed interface FieldScope {
  /// A statement that selects leaf_user_id, provider and provider_org_id of the organizations.
  String organizations();

  /// A condition on the table field, within one organization (`:org`); empty for all of it.
  String fields();

  Map<String, Object> values();

  /// Every field of the account.
  record Everything() implements FieldScope {
    @Override
    public String organizations() {
      return """
      select leaf_user_id, provider, provider_org_id
        from organization_snapshot
       where api_owner_id = :owner
         and leaf_user_id = :leafUser
         and provider = :provider
      """;
    }

    @Override
    public String fields() {
      return "";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  /// The fields of an organization.
  record OfOrganization(String providerOrgId) implements FieldScope {
    @Override
    public String organizations() {
      return """
      select leaf_user_id, provider, provider_org_id
        from organization_snapshot
       where api_owner_id = :owner
         and leaf_user_id = :leafUser
         and provider = :provider
         and provider_org_id = :wantedOrg
      """;
    }

    @Override
    public String fields() {
      return "";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("wantedOrg", providerOrgId);
    }
  }

  /// The fields of a grower and of its farms.
  record OfGrower(long growerId) implements FieldScope {
    @Override
    public String organizations() {
      return """
      select leaf_user_id, provider, provider_org_id
        from <record> as record
       where api_owner_id = :owner
         and leaf_user_id = :leafUser
         and provider = :provider
         and removed_at is null
      """
          .replace("<record>", RecordById.of("grower", "id = any(:growers)"));
    }

    @Override
    public String fields() {
      return FieldEnableStore.OF_GROWERS;
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("growers", new Long[] {growerId});
    }
  }

  /// The fields of a farm.
  record OfFarm(long farmId) implements FieldScope {
    @Override
    public String organizations() {
      return """
      select leaf_user_id, provider, provider_org_id
        from <record> as record
       where api_owner_id = :owner
         and leaf_user_id = :leafUser
         and provider = :provider
         and removed_at is null
      """
          .replace("<record>", RecordById.of("farm", "id = :farm"));
    }

    @Override
    public String fields() {
      return """
      and provider_farm_id = (select provider_farm_id
                                from <record> as record
                               where api_owner_id = :owner
                                 and leaf_user_id = :leafUser
                                 and provider = :provider
                                 and provider_org_id = :org)
      """
          .replace("<record>", RecordById.of("farm", "id = :farm"));
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("farm", farmId);
    }
  }
}
