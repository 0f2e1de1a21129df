/// Payment intents and their charges: each attempt to pay, from the card to an outcome that is known for certain.
@NullMarked
package dev.sarraf.payments;

import org.jspecify.annotations.NullMarked;
