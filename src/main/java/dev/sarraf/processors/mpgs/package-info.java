/// The Mastercard Gateway (MPGS, REST API version 100), through which most banks in Egypt take cards.
@NullMarked
package dev.sarraf.processors.mpgs;

import org.jspecify.annotations.NullMarked;
