/// Tests of the values that a card is made of, and of the published test cards.
@NullMarked
package dev.sarraf.cards;

import org.jspecify.annotations.NullMarked;
