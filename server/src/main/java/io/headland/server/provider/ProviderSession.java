package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.CallRecorder;

/// The context of a call: the credential, the current access token, and the recorder of calls.
public record ProviderSession(
    ProviderCredential credential, Secret accessToken, CallRecorder recorder) {}
