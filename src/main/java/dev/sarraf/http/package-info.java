/// The HTTP seam: routes, calls, answers, authentication, idempotency, the error envelope, JSON. The only package that
/// sees Helidon.
@NullMarked
package dev.sarraf.http;

import org.jspecify.annotations.NullMarked;
