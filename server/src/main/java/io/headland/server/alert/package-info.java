/// Leaf's alerts: webhooks as Leaf registers, words and signs them.
///
/// An alert is an endpoint of the kind LEAF: it is delivered as the others are, on Leaf's schedule.
/// Each of Leaf's names is registered at most once for an API owner. Names of what Headland does
/// not do are taken and never come. Bodies are written as Python does it, since receivers sign what
/// they wrote anew.
@NullMarked
package io.headland.server.alert;

import org.jspecify.annotations.NullMarked;
