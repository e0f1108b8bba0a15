package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.FarmRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.johndeere.world.Organization;

/// Records of an organization together with their parents.
sealed interface OrganizationRecord {
  record OrganizationClient(Organization organization, ClientRow client)
      implements OrganizationRecord {}

  record OrganizationFarm(Organization organization, ClientRow client, FarmRow farm)
      implements OrganizationRecord {
    static OrganizationFarm of(
        Organization organization, FieldWithParents.FarmWithClient farmWithClient) {
      return new OrganizationFarm(organization, farmWithClient.client(), farmWithClient.farm());
    }
  }

  record OrganizationField(Organization organization, ClientRow client, FarmRow farm, Field field)
      implements OrganizationRecord {
    static OrganizationField of(Organization organization, FieldWithParents fieldWithParents) {
      return new OrganizationField(
          organization,
          fieldWithParents.client(),
          fieldWithParents.farm(),
          fieldWithParents.field());
    }
  }

  record OrganizationBoundary(OrganizationField place, Boundary boundary)
      implements OrganizationRecord {
    static OrganizationBoundary of(
        Organization organization, FieldWithParents.BoundaryWithField boundaryWithField) {
      return new OrganizationBoundary(
          OrganizationField.of(organization, boundaryWithField.fieldWithParents()),
          boundaryWithField.boundary());
    }
  }
}
