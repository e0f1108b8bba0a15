package io.headland.server.api.asset;

import io.headland.server.api.machinefile.TimeParameter;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.SortParameter;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.AssetKind;
import java.util.Optional;
import java.util.UUID;

/// `…/machines/{machineId}/files`: the converted files in which a machine was used.
public final class MachineFilesResource {
  private static final String PATH =
      "/services/beta/api/users/{leafUserId}/machines/{machineId}/files";

  private final LeafUserStore users;
  private final AssetStore assets;
  private final MachineFileStore files;
  private final Configurations configurations;

  public MachineFilesResource(
      LeafUserStore users,
      AssetStore assets,
      MachineFileStore files,
      Configurations configurations) {
    this.users = users;
    this.assets = assets;
    this.files = files;
    this.configurations = configurations;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", PATH, this::list);
  }

  private Response list(ApiOwnerId owner, Request request) {
    LeafUserId user =
        LeafUserId.parse(request.path("leafUserId"))
            .filter(id -> users.find(owner, id).isPresent())
            .orElseThrow(AssetProblems::noUser);
    UUID machine =
        Uuids.parse(request.path("machineId"))
            .filter(id -> assets.find(owner, user, AssetKind.MACHINE, id).isPresent())
            .orElseThrow(() -> AssetProblems.notFound(AssetKind.MACHINE));
    PageRequest pageRequest = Pages.requested(request);
    Page<MachineFileRecord> page =
        files.list(
            owner,
            filter(request, user, machine),
            SortParameter.of(request, MachineFileStore.SORT_COLUMNS_OF_MACHINE.keySet()),
            pageRequest,
            request.responseBudget("machineFile", pageRequest));
    UnitSystem units = OperationConfiguration.of(configurations.effective(owner, user)).units();
    return Pages.response(
        request, pageRequest, page.map(file -> FileOfMachineView.of(machine, file, units)));
  }

  private static RowFilter filter(Request request, LeafUserId user, UUID machine) {
    RowFilter filter =
        new RowFilter()
            .equal(Optional.of(user.toString()), "leaf_user_id", _ -> Optional.of(user.value()))
            .where(
                Optional.of(machine.toString()),
                "machineId",
                MachineFileStore.WITH_MACHINE,
                _ -> Optional.of(machine))
            .equal(request.query("leafFileId"), "id", Uuids::parse);
    times(filter, request, "CreatedTime", "created_at");
    times(filter, request, "StartTime", "start_time");
    return times(filter, request, "EndTime", "end_time");
  }

  /// The filters `createdTime`, `beforeCreatedTime` and `afterCreatedTime`, and those of other
  /// times.
  private static RowFilter times(RowFilter filter, Request request, String name, String column) {
    String exact = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return filter
        .equal(request.query(exact), column, _ -> TimeParameter.find(request, exact))
        .where(
            request.query("before" + name),
            "before" + name,
            "record.%s < :before%s".formatted(column, name),
            _ -> TimeParameter.find(request, "before" + name))
        .where(
            request.query("after" + name),
            "after" + name,
            "record.%s > :after%s".formatted(column, name),
            _ -> TimeParameter.find(request, "after" + name));
  }
}
