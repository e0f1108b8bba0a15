/// Server plumbing: routes, problems, paging, authentication.
@NullMarked
package io.headland.server.http;

import org.jspecify.annotations.NullMarked;
