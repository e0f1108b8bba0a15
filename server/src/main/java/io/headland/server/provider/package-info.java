/// The port to the providers. Knows neither SQL nor API owners; a provider's oddities end in its
/// own package.
@NullMarked
package io.headland.server.provider;

import org.jspecify.annotations.NullMarked;
