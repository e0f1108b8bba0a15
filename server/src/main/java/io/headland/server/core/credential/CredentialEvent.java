package io.headland.server.core.credential;

import io.headland.server.platform.providerhttp.ProviderCall;
import java.util.UUID;

/// A recorded call to a provider.
public record CredentialEvent(UUID id, ProviderCall call) {}
