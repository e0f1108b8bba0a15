package io.headland.peer;

import java.util.UUID;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.web.PageableDefault;
import org.springframework.data.web.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/api/organizations")
public class OrganizationController {
  private final OrganizationRepository organizations;

  public OrganizationController(OrganizationRepository organizations) {
    this.organizations = organizations;
  }

  public record StatusChange(OrganizationStatus status) {}

  @GetMapping("/{id}")
  public Organization get(@PathVariable Long id) {
    return organizations.findById(id).orElseThrow(OrganizationController::notFound);
  }

  /// One page of a Leaf user, with the number of its organizations.
  @GetMapping
  public PagedModel<Organization> list(
      @RequestParam UUID leafUserId,
      @PageableDefault(size = 20, sort = "id", direction = Sort.Direction.ASC) Pageable page) {
    return new PagedModel<>(organizations.findByLeafUserId(leafUserId, page));
  }

  /// Locks the row, and always writes it: the time of the change differs.
  @PatchMapping("/{id}")
  @Transactional
  public Organization choose(@PathVariable Long id, @RequestBody StatusChange change) {
    Organization organization =
        organizations.findLockedById(id).orElseThrow(OrganizationController::notFound);
    organization.choose(change.status());
    return organization;
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
