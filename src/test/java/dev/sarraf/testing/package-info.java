/// What tests of several packages share.
@NullMarked
package dev.sarraf.testing;

import org.jspecify.annotations.NullMarked;
