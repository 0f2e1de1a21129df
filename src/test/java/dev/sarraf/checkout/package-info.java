@NullMarked
package dev.sarraf.checkout;

import org.jspecify.annotations.NullMarked;
