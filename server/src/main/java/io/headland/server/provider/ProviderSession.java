package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.CallRecorder;

/// What a call needs: who calls, the token of the moment, and where calls are written down.
public record ProviderSession(
    ProviderCredential credential, Secret accessToken, CallRecorder recorder) {}
