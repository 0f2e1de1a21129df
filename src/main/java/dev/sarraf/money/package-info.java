/// Amounts with their currency, exact arithmetic on them, and how they are written for people.
@NullMarked
package dev.sarraf.money;

import org.jspecify.annotations.NullMarked;
