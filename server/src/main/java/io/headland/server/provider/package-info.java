/// The port to the providers. Knows neither SQL nor API owners; a provider's oddities end in its
/// own package. What adapters have in common stands here too: answers of token endpoints, failures
/// by status, JSON.
@NullMarked
package io.headland.server.provider;

import org.jspecify.annotations.NullMarked;
