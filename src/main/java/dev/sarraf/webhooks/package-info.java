/// Webhooks: the endpoints that merchants register, and the sending of signed events to them.
@NullMarked
package dev.sarraf.webhooks;

import org.jspecify.annotations.NullMarked;
