/// API owners: passwords, tokens and the limits of failed logins.
@NullMarked
package io.headland.server.core.apiowner;

import org.jspecify.annotations.NullMarked;
