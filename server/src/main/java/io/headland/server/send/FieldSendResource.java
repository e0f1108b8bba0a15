package io.headland.server.send;

import io.headland.server.credential.AccountKey;
import io.headland.server.field.FieldPath;
import io.headland.server.field.FieldStore;
import io.headland.server.field.FieldView;
import io.headland.server.field.LandProblems;
import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Json;
import io.headland.server.http.ProblemException;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import io.headland.server.organization.OrganizationProblems;
import io.headland.server.provider.LandWrites;
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

  private Answer send(ApiOwnerId owner, Call call) throws InterruptedException {
    LeafUserId leafUser = FieldPath.leafUser(call, LandProblems::noField);
    UUID fieldId = FieldPath.uuid(call, "fieldId", LandProblems::noField);
    CreatedField field = sendable.find(owner, leafUser, fieldId).orElseThrow(LandProblems::noField);
    Provider provider =
        Provider.ofWireName(call.path("provider"))
            .filter(named -> writes(named).isPresent())
            .orElseThrow(() -> LandProblems.providerNotSupported(supported()));
    if (!field.created()) {
      throw SendProblems.ofProvider();
    }
    String org = call.query("organizationId").orElseThrow(SendProblems::noOrganization);
    if (!Json.canBeKept(org)) {
      throw new ProblemException(OrganizationProblems.notFound());
    }
    FieldLink.Key key = new FieldLink.Key(fieldId, provider, org);
    Optional<FieldLink> before = links.find(owner, key).filter(FieldLink::sent);
    if (before.isPresent()) {
      return Answer.ok(view(owner, leafUser, before.get()));
    }
    AccountKey account = new AccountKey(owner, leafUser, provider);
    FieldSender.Sent sent = sender.send(account, key, field, writes(provider).orElseThrow());
    return Answer.json(sent.now() ? 201 : 200, view(owner, leafUser, sent.link()));
  }

  private Optional<LandWrites> writes(Provider provider) {
    return providers.find(provider).flatMap(ProviderAdapter::landWrites);
  }

  private List<Provider> supported() {
    return providers.callable().stream().filter(one -> writes(one).isPresent()).toList();
  }

  private FieldView view(ApiOwnerId owner, LeafUserId leafUser, FieldLink link) {
    return fields
        .find(owner, leafUser, link.key().fieldId())
        .map(
            field ->
                FieldView.sent(
                    field,
                    link.key().provider(),
                    link.key().providerOrgId(),
                    link.providerFieldId(),
                    link.names().field(),
                    link.providerBoundaryId()))
        .orElseThrow(LandProblems::noField);
  }
}
