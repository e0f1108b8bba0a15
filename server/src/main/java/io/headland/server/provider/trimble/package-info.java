/// Trimble Ag Software: OAuth refresh, organizations, and what lies beneath them.
///
/// Trimble lists only organizations that the customer has authorized. Clients, which are growers
/// here, and farms are documented for FarmENGAGE alone, whose paths are those of Trimble: a host
/// without them gives farms by the ids that fields name, and no growers. Lists are walked by
/// bookmarks and have neither totals nor signatures: what is unchanged is read again. Keys are read
/// in any case, as Trimble's own samples do; those of fields and boundaries, and the parameter for
/// the bookmark, are inferred. Facts rest on Trimble's documents and samples as seen in August
/// 2026.
@NullMarked
package io.headland.server.provider.trimble;

import org.jspecify.annotations.NullMarked;
