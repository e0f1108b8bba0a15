package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.function.BiFunction;

/// The lists of records of an organization. Only the entries of the requested page are read.
final class RecordLists {
  private RecordLists() {}

  static PagedList<OrganizationRecord.OrganizationClient> clients(
      Organization organization, ArchiveFilter archiveFilter) {
    return list(
        organization.fieldData().countClients(archiveFilter),
        (from, to) ->
            organization.fieldData().clients(archiveFilter, from, to).stream()
                .map(row -> new OrganizationRecord.OrganizationClient(organization, row))
                .toList());
  }

  static PagedList<OrganizationRecord.OrganizationFarm> farms(
      Organization organization, ArchiveFilter archiveFilter) {
    return list(
        organization.fieldData().countFarms(archiveFilter),
        (from, to) ->
            organization.fieldData().farms(archiveFilter, from, to).stream()
                .map(
                    farmWithClient ->
                        OrganizationRecord.OrganizationFarm.of(organization, farmWithClient))
                .toList());
  }

  static PagedList<OrganizationRecord.OrganizationField> fields(
      Organization organization, ArchiveFilter archiveFilter) {
    return list(
        organization.fieldData().countFields(archiveFilter),
        (from, to) ->
            organization.fieldData().fields(archiveFilter, from, to).stream()
                .map(
                    fieldWithParents ->
                        OrganizationRecord.OrganizationField.of(organization, fieldWithParents))
                .toList());
  }

  static PagedList<OrganizationRecord.OrganizationBoundary> boundaries(
      Organization organization, ArchiveFilter archiveFilter) {
    return list(
        organization.fieldData().countBoundaries(archiveFilter),
        (from, to) ->
            organization.fieldData().boundaries(archiveFilter, from, to).stream()
                .map(
                    boundaryWithField ->
                        OrganizationRecord.OrganizationBoundary.of(organization, boundaryWithField))
                .toList());
  }

  private static <T> PagedList<T> list(int total, BiFunction<Integer, Integer, List<T>> slice) {
    return new PagedList<>() {
      @Override
      public int total() {
        return total;
      }

      @Override
      public List<T> slice(int from, int to) {
        return slice.apply(from, to);
      }
    };
  }
}
