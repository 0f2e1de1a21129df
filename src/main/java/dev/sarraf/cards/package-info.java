/// Card numbers and security codes, as values that print as stars and are stored nowhere.
@NullMarked
package dev.sarraf.cards;

import org.jspecify.annotations.NullMarked;
