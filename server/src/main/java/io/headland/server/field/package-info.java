/// Growers, farms, fields and their boundaries: Headland's copy of what lies beneath organizations.
///
/// In lists and counts is what belongs to a visible copy of an organization and was not removed. A
/// field is a PREVIEW, known by its name alone, until a caller enables it. A boundary is answered
/// as it was stored: it is checked, mended and measured once, when it comes from the provider.
@NullMarked
package io.headland.server.field;

import org.jspecify.annotations.NullMarked;
