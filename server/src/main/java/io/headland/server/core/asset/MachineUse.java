package io.headland.server.core.asset;

/// The condition of machine files and operations in which a machine was used.
public final class MachineUse {
  private MachineUse() {}

  /// The condition that a visible machine or implement, `:machineId`, was used in `record`: its
  /// serial number is named by the description, or, for a machine, by the provider.
  ///
  /// @param sources the rest of a statement from `from`, which finds the operations of the provider
  ///   that `record` was made from, as `source`
  public static String condition(String sources) {
    return """
    exists (select
              from asset
              left join organization_snapshot as place
                on place.api_owner_id = asset.api_owner_id
               and place.leaf_user_id = asset.leaf_user_id
               and place.provider = asset.provider
               and place.provider_org_id = asset.provider_org_id
             cross join lateral (select jsonb_build_array(jsonb_build_object('serialNumber', asset.serial_number))
                                     as name) as serial
             where asset.api_owner_id = :owner
               and asset.id = :machineId
               and asset.leaf_user_id = record.leaf_user_id
               and asset.kind in ('MACHINE', 'IMPLEMENT')
               and asset.serial_number <> ''
               and (asset.provider is null or place.visible)
               and (record.description -> 'machinery' @> serial.name
                    or asset.kind = 'MACHINE'
                       and exists (select <sources>
                                      and source.machines @> serial.name)))
    """
        .replace("<sources>", sources);
  }
}
