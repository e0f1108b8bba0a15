/// Calls to addresses that API owners give: whoever names one may mean the machine next door.
///
/// A name is looked up once for each connection, each of its addresses is judged, and the
/// connection goes to a judged address; nothing looks the name up again. No redirect and no proxy
/// is followed. Refused is what is not public, unless `webhooks.allowed-networks` names it; http is
/// for these networks alone. Knows no feature.
@NullMarked
package io.headland.server.outbound;

import org.jspecify.annotations.NullMarked;
