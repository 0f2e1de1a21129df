/// Test cards: what may be typed, and the published tables that say what each number, expiry date and security code
/// does.
@NullMarked
package dev.sarraf.simulator.cards;

import org.jspecify.annotations.NullMarked;
