package io.headland.server.core.credential;

import io.headland.server.platform.providerhttp.ProviderCall;
import java.util.UUID;

/// A call to a provider, as it was written down.
public record CredentialEvent(UUID id, ProviderCall call) {}
