/// How a grower connects: app keys, links, and the pages behind a link.
///
/// The token of a link is stored as a digest alone. A browser is known by a cookie, and every way
/// to a provider and back is bound to it by a state that is good once. A credential is stored whole
/// or not at all, by the same path as a posted one. A visit is sent to a provider's connection page
/// unasked once. Every ending, good or bad, is a page that says what to do next.
@NullMarked
package io.headland.server.connect;

import org.jspecify.annotations.NullMarked;
