package io.headland.server.credential;

import io.headland.server.upstream.ProviderCall;
import java.util.UUID;

/// A call to a provider, as it was written down.
record CredentialEvent(UUID id, ProviderCall call) {}
