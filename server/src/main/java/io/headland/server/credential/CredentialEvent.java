package io.headland.server.credential;

import io.headland.server.provider.ProviderCall;
import java.util.UUID;

/// A call to a provider, as it was written down.
record CredentialEvent(UUID id, ProviderCall call) {}
