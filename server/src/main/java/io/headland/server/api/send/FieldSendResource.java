package io.headland.server.api.send;

import io.headland.server.api.field.FieldDataProblems;
import io.headland.server.api.field.FieldPath;
import io.headland.server.api.field.FieldView;
import io.headland.server.api.organization.OrganizationProblems;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.send.CreatedField;
import io.headland.server.core.send.FieldLink;
import io.headland.server.core.send.FieldLinkStore;
import io.headland.server.core.send.SendableFieldStore;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.FieldDataWrites;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sends a field that was created through the API to a provider.
public final class FieldSendResource {
  private static final String PATH = FieldPath.FIELD + "/integration/{provider}";

  private final FieldStore fields;
  private final SendableFieldStore sendable;
  private final FieldLinkStore links;
  private final FieldSender sender;
  private final Providers providers;

  public FieldSendResource(
      FieldStore fields,
      SendableFieldStore sendable,
      FieldLinkStore links,
      FieldSender sender,
      Providers providers) {
    this.fields = fields;
    this.sendable = sendable;
    this.links = links;
    this.sender = sender;
    this.providers = providers;
  }

  public void addTo(Routes routes) {
    routes.owned("POST", PATH, this::send);
  }

  private Response send(ApiOwnerId owner, Request request) throws InterruptedException {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID fieldId = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    CreatedField field =
        sendable.find(owner, leafUser, fieldId).orElseThrow(FieldDataProblems::noField);
    Provider provider =
        Provider.ofWireName(request.path("provider"))
            .filter(named -> writes(named).isPresent())
            .orElseThrow(() -> FieldDataProblems.providerNotSupported(supported()));
    if (!field.created()) {
      throw SendProblems.ofProvider();
    }
    String org = request.query("organizationId").orElseThrow(SendProblems::noOrganization);
    if (!Json.isStorable(org)) {
      throw new ProblemException(OrganizationProblems.notFound());
    }
    FieldLink.Key key = new FieldLink.Key(fieldId, provider, org);
    fields.reserve(owner, leafUser, fieldId, FieldPath.budgetOfOne(request));
    Optional<FieldLink> before = links.find(owner, key).filter(FieldLink::sent);
    if (before.isPresent()) {
      return Response.ok(view(owner, leafUser, before.get()));
    }
    AccountKey account = new AccountKey(owner, leafUser, provider);
    FieldSender.Sent sent = sender.send(account, key, field, writes(provider).orElseThrow());
    FieldView view = view(owner, leafUser, sent.link());
    return Response.json(sent.now() ? 201 : 200, view);
  }

  private Optional<FieldDataWrites> writes(Provider provider) {
    return providers.find(provider).flatMap(ProviderAdapter::fieldDataWrites);
  }

  private List<Provider> supported() {
    return providers.callable().stream().filter(one -> writes(one).isPresent()).toList();
  }

  private FieldView view(ApiOwnerId owner, LeafUserId leafUser, FieldLink link) {
    return fields
        .find(owner, leafUser, link.key().fieldId(), FieldPath.RESERVED)
        .map(
            field ->
                FieldView.sent(
                    field,
                    link.key().provider(),
                    link.key().providerOrgId(),
                    link.providerFieldId(),
                    link.names().field(),
                    link.providerBoundaryId()))
        .orElseThrow(FieldDataProblems::noField);
  }
}
