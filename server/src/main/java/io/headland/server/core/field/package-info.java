/// Growers, farms, fields and their boundaries: the snapshots of organizations.
///
/// Lists and counts contain the records of visible organizations that were not removed. A field is
/// a PREVIEW, of which only the name is known, until a caller enables it.
@NullMarked
package io.headland.server.core.field;

import org.jspecify.annotations.NullMarked;
