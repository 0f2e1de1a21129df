/// What is kept on disk: the append-only record of facts, durable before anybody hears of them, and the key that seals
/// what must not be read there.
@NullMarked
package dev.sarraf.simulator.record;

import org.jspecify.annotations.NullMarked;
