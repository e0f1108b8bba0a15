/// John Deere Operations Center: OAuth refresh, organizations, and what lies beneath them.
///
/// Deere's answers name one host whichever was called, so every link is rewritten to the configured
/// address: a token goes there or to the token endpoint, nowhere else. An organization is connected
/// when its links say so. Messages are translated and never read; status, headers and symbolic
/// codes are. Facts rest on Deere's OpenAPI texts and samples as seen in August 2026.
@NullMarked
package io.headland.server.provider.johndeere;

import org.jspecify.annotations.NullMarked;
